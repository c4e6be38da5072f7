package dev.convolve.benchmark;

import java.util.List;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * TensorFlow with oneDNN, in this process, channels last. Its pool of threads belongs to
 * the process unless the environment says {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1}: only
 * then does each session get the number of threads it asks for.
 */
final class TensorFlowContender implements Contender {

	private final ConfigProto config;

	TensorFlowContender(int threads) {
		if (!"1".equals(System.getenv("TF_OVERRIDE_GLOBAL_THREADPOOL"))) {
			throw new IllegalStateException("TF_OVERRIDE_GLOBAL_THREADPOOL is not 1");
		}
		this.config = ConfigProto.newBuilder()
			.setIntraOpParallelismThreads(threads)
			.setInterOpParallelismThreads(1)
			.setExperimental(ConfigProto.Experimental.newBuilder().setDisableThreadSpinning(true))
			.build();
	}

	@Override
	public String name() {
		return "tensorflow";
	}

	@Override
	public Runner prepare(Layer layer, LayerData data) {
		return new SessionRunner(layer, data, this.config);
	}

	@Override
	public void close() {
		// Each session has its own threads
	}

	/**
	 * One graph with its session and input.
	 */
	private static final class SessionRunner implements Runner {

		private final Graph graph = new Graph();

		private final Session session;

		private final TFloat32 input;

		private final Session.Runner runner;

		SessionRunner(Layer layer, LayerData data, ConfigProto config) {
			Shape shape = Shape.of(layer.batch(), layer.height(), layer.width(), layer.channels());
			Ops tf = Ops.create(this.graph);
			Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
			Operand<TFloat32> y = layer.isDepthwise() ? depthwise(tf, x, layer, data) : convolution(tf, x, layer, data);
			this.session = new Session(this.graph, config);
			this.input = TFloat32.tensorOf(shape, DataBuffers.of(data.input(), true, false));
			this.runner = this.session.runner().feed(x, this.input).fetch(y);
		}

		private static Operand<TFloat32> convolution(Ops tf, Operand<TFloat32> x, Layer layer, LayerData data) {
			Shape shape = Shape.of(layer.kernelHeight(), layer.kernelWidth(), layer.channelsPerGroup(),
					layer.filters());
			Operand<TFloat32> kernel = tf.constant(shape, DataBuffers.of(data.kernel(), true, false));
			Conv2d.Options dilations = Conv2d.dilations(1L, (long) layer.dilation(), (long) layer.dilation(), 1L);
			String padding = padding(layer);
			return padding.equals("EXPLICIT")
					? tf.nn.conv2d(x, kernel, strides(layer), padding, dilations,
							Conv2d.explicitPaddings(explicitPadding(layer)))
					: tf.nn.conv2d(x, kernel, strides(layer), padding, dilations);
		}

		private static Operand<TFloat32> depthwise(Ops tf, Operand<TFloat32> x, Layer layer, LayerData data) {
			Shape shape = Shape.of(layer.kernelHeight(), layer.kernelWidth(), layer.channels(),
					layer.filtersPerGroup());
			Operand<TFloat32> kernel = tf.constant(shape, DataBuffers.of(data.kernel(), true, false));
			DepthwiseConv2dNative.Options dilations = DepthwiseConv2dNative.dilations(1L, (long) layer.dilation(),
					(long) layer.dilation(), 1L);
			String padding = padding(layer);
			return padding.equals("EXPLICIT")
					? tf.nn.depthwiseConv2dNative(x, kernel, strides(layer), padding, dilations,
							DepthwiseConv2dNative.explicitPaddings(explicitPadding(layer)))
					: tf.nn.depthwiseConv2dNative(x, kernel, strides(layer), padding, dilations);
		}

		private static String padding(Layer layer) {
			if (!layer.isPadded()) {
				return "VALID";
			}
			return layer.isSame() ? "SAME" : "EXPLICIT";
		}

		private static List<Long> explicitPadding(Layer layer) {
			return List.of(0L, 0L, (long) layer.top(), (long) layer.bottom(), (long) layer.left(), (long) layer.right(),
					0L, 0L);
		}

		private static List<Long> strides(Layer layer) {
			return List.of(1L, (long) layer.strideHeight(), (long) layer.strideWidth(), 1L);
		}

		@Override
		public double nanos(int iterations) {
			long start = System.nanoTime();
			for (int iteration = 0; iteration < iterations; iteration++) {
				this.runner.run().close();
			}
			return System.nanoTime() - start;
		}

		@Override
		public float[] output() {
			try (Result result = this.runner.run()) {
				TFloat32 output = (TFloat32) result.get(0);
				float[] values = new float[Math.toIntExact(output.size())];
				output.copyTo(DataBuffers.of(values, false, false));
				return values;
			}
		}

		@Override
		public void close() {
			this.input.close();
			this.session.close();
			this.graph.close();
		}

	}

}
