/**
 * Convolve: runs and explains convolutional networks over HTTP.
 *
 * <h2>What happens to a request</h2>
 *
 * {@code web} guards it ({@code RequestGuard}: memory, deadline, times), {@code wire}
 * reads its JSON (tensors straight into arrays), {@code keras} turns the model into a
 * {@code network}, {@code service} brings model, weights and input together
 * ({@code Assignment}) and asks the {@code engine} for a {@code Plan}, which runs;
 * {@code web} writes the answer. Whatever is wrong is a {@code problem}, thrown where it
 * is found and mapped to a problem document once, in {@code web}.
 *
 * <h2>Who may use whom</h2>
 *
 * {@code config → web → service → (wire, engine, keras → json) → network → tensor → problem}.
 * Spring only in {@code web}, {@code config} and the main class; the Vector API only in
 * {@code engine.kernel}; of the engine, others see {@code Engine}, {@code Plan},
 * {@code Outputs}, {@code Precision} and {@code Cancellation}. {@code ArchitectureTests}
 * holds these.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>batch</dt>
 * <dd>the images that are computed at once; the first axis</dd>
 * <dt>height, width</dt>
 * <dd>rows and columns of an image</dd>
 * <dt>channels</dt>
 * <dd>values of a pixel</dd>
 * <dt>filters</dt>
 * <dd>of a convolution, and so channels of its output</dd>
 * <dt>kernel</dt>
 * <dd>the weights of all filters,
 * {@code [rows, columns, channels / groups, filters]}</dd>
 * <dt>padding</dt>
 * <dd>zeros around an image: top, bottom, left, right</dd>
 * <dt>stride</dt>
 * <dd>the step between positions of the filter</dd>
 * <dt>dilation</dt>
 * <dd>the step between the taps of the filter</dd>
 * <dt>groups</dt>
 * <dd>into which channels and filters are split; each filter sees the channels of its
 * group</dd>
 * </dl>
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li>A tensor is a shape and values in a {@code float[]}, which may be longer and hold
 * others: what the engine computes starts a cache line, unless it is very small. The
 * engine computes channels last; a channels-first layer transposes at its borders.</li>
 * <li>Each layer takes tensors in its own data format, as in Keras; so a request's input
 * has the first layer's.</li>
 * <li>Requests run on platform threads: their own thread computes too, and a virtual
 * thread that computes would hold up its carrier.</li>
 * <li>Requests are read by hand from a bounded tree, not bound to beans: so every message
 * names its place and what was expected, in one way.</li>
 * <li>Stride and dilation above 1 together are computed, although Keras refuses
 * them.</li>
 * <li>The service layer and the catalogue of problems have rooms of their own
 * ({@code service}, {@code problem}): both are used from several sides, and neither is
 * HTTP nor arithmetic.</li>
 * </ul>
 */
@NullMarked
package dev.convolve;

import org.jspecify.annotations.NullMarked;
