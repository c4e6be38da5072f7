import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

/**
 * Sends a picture through three 3×3 filters of a running Convolve and draws the feature maps
 * beside it: {@code java src/examples/EdgeFilters.java PICTURE [RESULT.png [ADDRESS]]}.
 * Needs nothing but a JDK (17 or later).
 */
public class EdgeFilters {

	private static final int SIDE = 224;

	private static final int CHANNELS = 3;

	private static final int FILTERS = 3;

	/** Sobel's filters for vertical and for horizontal edges, and Laplace's for outlines. */
	private static final float[][][] KERNELS = { { { -1, 0, 1 }, { -2, 0, 2 }, { -1, 0, 1 } },
			{ { -1, -2, -1 }, { 0, 0, 0 }, { 1, 2, 1 } }, { { -1, -1, -1 }, { -1, 8, -1 }, { -1, -1, -1 } } };

	public static void main(String[] args) throws IOException, InterruptedException {
		if (args.length == 0) {
			System.err.println("usage: java EdgeFilters.java PICTURE [RESULT.png [ADDRESS]]");
			System.exit(2);
		}
		File result = new File((args.length > 1) ? args[1] : "edges.png");
		String address = (args.length > 2) ? args[2] : "http://localhost:8080";
		BufferedImage picture = square(ImageIO.read(new File(args[0])));

		HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/convolve"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body(picture)))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			System.err.println(response.body());
			System.exit(1);
		}
		Matcher base64 = Pattern.compile("\"base64\":\"([^\"]+)\"").matcher(response.body());
		if (!base64.find()) {
			throw new IOException("No feature map in " + response.body());
		}
		float[] maps = floats(base64.group(1));
		ImageIO.write(draw(picture, maps), "png", result);
		System.out.printf("%d×%d×%d → %d×%d×%d feature maps in %s%n", SIDE, SIDE, CHANNELS, SIDE, SIDE, FILTERS, result);
		response.headers().firstValue("Server-Timing").ifPresent((times) -> System.out.println("Server-Timing: " + times));
	}

	private static String body(BufferedImage picture) {
		float[] pixels = new float[SIDE * SIDE * CHANNELS];
		for (int index = 0; index < pixels.length; index++) {
			int pixel = index / CHANNELS;
			int rgb = picture.getRGB(pixel % SIDE, pixel / SIDE);
			pixels[index] = (rgb >> (16 - 8 * (index % CHANNELS)) & 0xFF) / 255f;
		}
		float[] kernel = new float[3 * 3 * CHANNELS * FILTERS];
		for (int index = 0; index < kernel.length; index++) {
			int tap = index / FILTERS / CHANNELS;
			kernel[index] = KERNELS[index % FILTERS][tap / 3][tap % 3] / CHANNELS;
		}
		return """
				{"model": {"layers": [{"type": "Conv2D", "name": "edges", "filters": 3, "kernel_size": 3,
				  "padding": "same", "use_bias": false}]},
				 "weights": {"edges": [{"shape": [3, 3, 3, 3], "base64": "%s"}]},
				 "input": {"shape": [224, 224, 3], "base64": "%s"},
				 "response": {"data": "base64", "summary": false}}
				""".formatted(base64(kernel), base64(pixels));
	}

	private static BufferedImage square(BufferedImage picture) {
		int side = Math.min(picture.getWidth(), picture.getHeight());
		BufferedImage square = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = square.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
		int x = (picture.getWidth() - side) / 2;
		int y = (picture.getHeight() - side) / 2;
		graphics.drawImage(picture, 0, 0, SIDE, SIDE, x, y, x + side, y + side, null);
		graphics.dispose();
		return square;
	}

	/** The picture and its feature maps in a row: the stronger the response, the brighter. */
	private static BufferedImage draw(BufferedImage picture, float[] maps) {
		BufferedImage row = new BufferedImage((SIDE + 8) * (FILTERS + 1) - 8, SIDE, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = row.createGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, row.getWidth(), SIDE);
		graphics.drawImage(picture, 0, 0, null);
		graphics.dispose();
		for (int index = 0; index < maps.length; index++) {
			int pixel = index / FILTERS;
			int grey = Math.min(255, Math.round(Math.abs(maps[index]) * 255));
			row.setRGB((SIDE + 8) * (1 + index % FILTERS) + pixel % SIDE, pixel / SIDE, grey << 16 | grey << 8 | grey);
		}
		return row;
	}

	private static String base64(float[] values) {
		ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return Base64.getEncoder().encodeToString(bytes.array());
	}

	private static float[] floats(String base64) {
		byte[] bytes = Base64.getDecoder().decode(base64);
		float[] values = new float[bytes.length / Float.BYTES];
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
		return values;
	}

}
