package dev.convolve.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;

import dev.convolve.tensor.Tensor;
import dev.convolve.tensor.Values;

/**
 * The outputs of a run. Closing them lets the next run use their arrays: nobody may read
 * a tensor of a run that is closed. Who never closes them loses nothing but time.
 */
public final class Outputs implements AutoCloseable {

	private final SortedMap<Integer, Tensor> tensors;

	private final Collection<Values> owned;

	private final Buffers buffers;

	private boolean closed;

	Outputs(SortedMap<Integer, Tensor> tensors, Collection<Values> owned, Buffers buffers) {
		this.tensors = Collections.unmodifiableSortedMap(tensors);
		this.owned = owned;
		this.buffers = buffers;
	}

	/**
	 * The outputs that were wanted.
	 * @return by layer, counted from 0
	 */
	public SortedMap<Integer, Tensor> tensors() {
		return this.tensors;
	}

	@Override
	public void close() {
		if (!this.closed) {
			this.closed = true;
			this.owned.forEach(this.buffers::giveBack);
		}
	}

}
