package dev.convolve.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/**
 * ONNX Runtime, in this process.
 */
final class OnnxRuntimeContender implements Contender {

	private static final double CLOSE = 1e-3;

	private final OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
			"benchmark");

	private final int threads;

	OnnxRuntimeContender(int threads) {
		this.threads = threads;
	}

	@Override
	public String name() {
		return "onnxruntime";
	}

	/**
	 * Channels first, or in blocks of channels where that is faster.
	 */
	@Override
	public Runner prepare(Layer layer, LayerData data) throws Exception {
		float[] kernel = Layouts.filtersFirst(layer, data.kernel());
		float[] channelsFirst = Layouts.channelsFirst(data.input(), layer.batch(), layer.channels());
		Runner plain = new SessionRunner(OnnxModel.channelsFirst(layer, kernel), channelsFirst,
				(output) -> Layouts.channelsLast(output, layer.batch(), layer.filters()));
		Optional<BlockedOnnxModel> model = BlockedOnnxModel.of(layer, kernel);
		if (model.isEmpty()) {
			return plain;
		}
		int block = model.get().block();
		float[] input = model.get().blockedInput()
				? Layouts.blocked(data.input(), layer.batch(), layer.channels(), block) : channelsFirst;
		Runner blocked = new SessionRunner(model.get().model(), input,
				(output) -> Layouts.unblocked(output, layer.batch(), layer.filters(), block));
		boolean plainIsBetter = !isClose(plain.output(), blocked.output())
				|| Turns.quickNanos(plain) < Turns.quickNanos(blocked);
		(plainIsBetter ? blocked : plain).close();
		return plainIsBetter ? plain : blocked;
	}

	private static boolean isClose(float[] expected, float[] actual) {
		double scale = 0;
		double difference = (expected.length == actual.length) ? 0 : Double.POSITIVE_INFINITY;
		for (int index = 0; index < Math.min(expected.length, actual.length); index++) {
			scale = Math.max(scale, Math.abs(expected[index]));
			difference = Math.max(difference, Math.abs(expected[index] - actual[index]));
		}
		return difference <= CLOSE * scale;
	}

	@Override
	public void close() {
		// The environment belongs to the process
	}

	/**
	 * One session and its input.
	 */
	private final class SessionRunner implements Runner {

		private final OrtSession session;

		private final OnnxTensor input;

		private final UnaryOperator<float[]> toChannelsLast;

		SessionRunner(OnnxModel model, float[] input, UnaryOperator<float[]> toChannelsLast) throws OrtException {
			try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
				options.setIntraOpNumThreads(OnnxRuntimeContender.this.threads);
				options.setInterOpNumThreads(1);
				options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
				options.addConfigEntry("session.intra_op.allow_spinning", "0");
				options.addConfigEntry("session.inter_op.allow_spinning", "0");
				this.session = OnnxRuntimeContender.this.environment.createSession(model.toByteArray(), options);
			}
			FloatBuffer buffer = ByteBuffer.allocateDirect(input.length * Float.BYTES)
				.order(ByteOrder.nativeOrder())
				.asFloatBuffer();
			buffer.put(input).flip();
			this.input = OnnxTensor.createTensor(OnnxRuntimeContender.this.environment, buffer, model.inputShape());
			this.toChannelsLast = toChannelsLast;
		}

		@Override
		public double nanos(int iterations) throws OrtException {
			Map<String, OnnxTensor> inputs = Map.of("x", this.input);
			long start = System.nanoTime();
			for (int iteration = 0; iteration < iterations; iteration++) {
				this.session.run(inputs).close();
			}
			return System.nanoTime() - start;
		}

		@Override
		public float[] output() throws OrtException {
			try (OrtSession.Result result = this.session.run(Map.of("x", this.input))) {
				FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
				float[] values = new float[buffer.remaining()];
				buffer.get(values);
				return this.toChannelsLast.apply(values);
			}
		}

		@Override
		public void close() {
			this.input.close();
			try {
				this.session.close();
			}
			catch (OrtException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
