package dev.convolve.engine.conv;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The workspaces that are free at the moment. A task borrows one and gives it back, so
 * there are as many as tasks have ever run at once, each as large as the largest task it
 * served; a computation that has run before allocates nothing.
 */
final class Workspaces {

	/**
	 * Shared by all convolutions: what one has just used is still in the cache for the
	 * next.
	 */
	static final Workspaces SHARED = new Workspaces(256);

	/**
	 * For what the tasks of one computation share, which may be much larger: those of
	 * tasks need not grow to that size in their turn.
	 */
	static final Workspaces OF_ALL_TASKS = new Workspaces(256);

	/** Values that the workspace of one task may hold. */
	static final double MOST_VALUES = 1 << 22;

	private final AtomicReferenceArray<@Nullable Workspace> free;

	Workspaces(int capacity) {
		this.free = new AtomicReferenceArray<>(capacity);
	}

	Workspace borrow(int floatCount, int intCount) {
		Workspace workspace = take();
		workspace.require(floatCount, intCount);
		return workspace;
	}

	void giveBack(Workspace workspace) {
		for (int index = 0; index < this.free.length(); index++) {
			if (this.free.get(index) == null && this.free.compareAndSet(index, null, workspace)) {
				return;
			}
		}
	}

	private Workspace take() {
		for (int index = 0; index < this.free.length(); index++) {
			Workspace workspace = this.free.get(index);
			if (workspace != null && this.free.compareAndSet(index, workspace, null)) {
				return workspace;
			}
		}
		return new Workspace();
	}

}
