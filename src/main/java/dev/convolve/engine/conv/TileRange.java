package dev.convolve.engine.conv;

/**
 * Tiles that are computed together, block by block.
 *
 * @param first tile
 * @param count of tiles
 * @param perBlock tiles in a block, but perhaps the last
 */
record TileRange(int first, int count, int perBlock) {

	/** How many blocks that makes. */
	int blocks() {
		return Math.ceilDiv(this.count, this.perBlock);
	}

	/** Some blocks of it. */
	TileRange part(int index, int blocks) {
		int from = index * blocks * this.perBlock;
		return new TileRange(this.first + from, Math.min(blocks * this.perBlock, this.count - from), this.perBlock);
	}

	/** Tiles of one of its blocks. */
	int count(int block) {
		return Math.min(this.perBlock, this.count - block * this.perBlock);
	}

}
