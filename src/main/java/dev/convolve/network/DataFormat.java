package dev.convolve.network;

import dev.convolve.tensor.Shape;

/**
 * Where the channels of an image tensor are: the order of the sides of a layer's input
 * and output.
 */
public enum DataFormat {

	/** {@code [batch, height, width, channels]}. */
	CHANNELS_LAST("channels_last", 1, 2, 3),

	/** {@code [batch, channels, height, width]}. */
	CHANNELS_FIRST("channels_first", 2, 3, 1);

	private final String kerasName;

	private final int heightAxis;

	private final int widthAxis;

	private final int channelAxis;

	DataFormat(String kerasName, int heightAxis, int widthAxis, int channelAxis) {
		this.kerasName = kerasName;
		this.heightAxis = heightAxis;
		this.widthAxis = widthAxis;
		this.channelAxis = channelAxis;
	}

	public String kerasName() {
		return this.kerasName;
	}

	public int height(Shape shape) {
		return shape.side(this.heightAxis);
	}

	public int width(Shape shape) {
		return shape.side(this.widthAxis);
	}

	public int channels(Shape shape) {
		return shape.side(this.channelAxis);
	}

	/**
	 * The shape of an image tensor in this order.
	 * @param batch images
	 * @param height rows
	 * @param width columns
	 * @param channels values a pixel
	 * @return a shape of rank 4
	 */
	public Shape shape(int batch, int height, int width, int channels) {
		return switch (this) {
			case CHANNELS_LAST -> Shape.of(batch, height, width, channels);
			case CHANNELS_FIRST -> Shape.of(batch, channels, height, width);
		};
	}

	/**
	 * What the sides of one image are called, for messages.
	 * @return such as {@code [rows, columns, channels]}
	 */
	public String imageSides() {
		return switch (this) {
			case CHANNELS_LAST -> "[rows, columns, channels]";
			case CHANNELS_FIRST -> "[channels, rows, columns]";
		};
	}

}
