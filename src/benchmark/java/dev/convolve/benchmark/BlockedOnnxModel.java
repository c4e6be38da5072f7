package dev.convolve.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The convolution as ONNX Runtime runs it inside a network on x86-64: on blocks of
 * channels, so that no time goes into changing the layout before and behind it. The rules
 * are those of its {@code nchwc_transformer.cc}.
 *
 * @param model the model, in ONNX Runtime's own domain
 * @param block channels of a block
 * @param blockedInput whether the input is blocked too, or channels first
 */
record BlockedOnnxModel(OnnxModel model, int block, boolean blockedInput) {

	private static final String DOMAIN = "com.microsoft.nchwc";

	private static final int ALIGNMENT = 4;

	/**
	 * The model of a layer.
	 * @param layer the layer
	 * @param filtersFirst the kernel, {@code [filters, channels / groups, rows, columns]}
	 * @return nothing if ONNX Runtime would not block it, or not on this processor
	 */
	static Optional<BlockedOnnxModel> of(Layer layer, float[] filtersFirst) {
		int block = blockOfProcessor();
		if (block == 0) {
			return Optional.empty();
		}
		int filters = roundUp(layer.filters(), block);
		if (layer.isDepthwise()) {
			boolean fits = layer.filters() == layer.groups() && layer.filters() % ALIGNMENT == 0;
			return fits ? Optional.of(of(layer, filters, filters, 1, false, block, filtersFirst)) : Optional.empty();
		}
		if (layer.groups() > 1) {
			boolean fits = layer.channelsPerGroup() % block == 0 && layer.filtersPerGroup() % block == 0;
			return fits ? Optional
				.of(of(layer, layer.groups(), layer.channels(), layer.channelsPerGroup(), true, block, filtersFirst))
					: Optional.empty();
		}
		if (layer.channels() < block) {
			OnnxModel model = new OnnxModel(layer, DOMAIN, 1, layer.channels(), filters, layer.channels(),
					reordered(layer, filtersFirst, layer.channels(), 1, block));
			return Optional.of(new BlockedOnnxModel(model, block, false));
		}
		int channels = roundUp(layer.channels(), block);
		return (layer.channels() % ALIGNMENT == 0)
				? Optional.of(of(layer, 1, channels, channels, true, block, filtersFirst)) : Optional.empty();
	}

	private static BlockedOnnxModel of(Layer layer, int groups, int channels, int kernelChannels, boolean inner,
			int block, float[] filtersFirst) {
		OnnxModel model = new OnnxModel(layer, DOMAIN, groups, channels, roundUp(layer.filters(), block),
				kernelChannels, reordered(layer, filtersFirst, kernelChannels, inner ? block : 1, block));
		return new BlockedOnnxModel(model, block, true);
	}

	/**
	 * Blocks of filters outermost, filters innermost, between them blocks of channels.
	 */
	private static float[] reordered(Layer layer, float[] filtersFirst, int channels, int channelBlock, int block) {
		int taps = layer.kernelHeight() * layer.kernelWidth();
		float[] result = new float[roundUp(layer.filters(), block) * channels * taps];
		for (int filter = 0; filter < layer.filters(); filter++) {
			for (int channel = 0; channel < layer.channelsPerGroup(); channel++) {
				for (int tap = 0; tap < taps; tap++) {
					int outer = ((filter / block) * (channels / channelBlock) + channel / channelBlock) * taps + tap;
					result[(outer * channelBlock + channel % channelBlock) * block
							+ filter % block] = filtersFirst[(filter * layer.channelsPerGroup() + channel) * taps
									+ tap];
				}
			}
		}
		return result;
	}

	private static int roundUp(int size, int block) {
		return (size + block - 1) / block * block;
	}

	/**
	 * The block that ONNX Runtime picks ({@code MlasNchwcGetBlockSize}).
	 * @return 0 where it does not block, or nobody knows
	 */
	private static int blockOfProcessor() {
		try {
			String flags = Files.readString(Path.of("/proc/cpuinfo"));
			if (!System.getProperty("os.arch").equals("amd64") || !flags.contains(" avx2")) {
				return 0;
			}
			return flags.contains(" avx512f") ? 16 : 8;
		}
		catch (IOException _) {
			return 0;
		}
	}

}
