package dev.convolve.network;

/**
 * The counter-based generator Philox4x32-10 (Salmon et al., "Parallel random numbers: as
 * easy as 1, 2, 3", SC 2011, doi:10.1145/2063384.2063405), started from a seed as
 * TensorFlow's stateless random operations start it, so that a seed gives the same
 * weights as in Keras on TensorFlow.
 */
final class Philox {

	private static final int ROUNDS = 10;

	private static final int MULTIPLIER_A = 0xD2511F53;

	private static final int MULTIPLIER_B = 0xCD9E8D57;

	private static final int WEYL_A = 0x9E3779B9;

	private static final int WEYL_B = 0xBB67AE85;

	/** TensorFlow scrambles a seed with one block under this key. */
	private static final int SCRAMBLE_A = 0x3EC8F720;

	private static final int SCRAMBLE_B = 0x02461E29;

	/** Keras takes seeds modulo this: {@code _cast_seed} of its TensorFlow backend. */
	private static final long SEEDS = Integer.MAX_VALUE - 1L;

	private final int keyA;

	private final int keyB;

	private final int[] counter;

	private final int[] block = new int[4];

	private int used = 4;

	private Philox(int keyA, int keyB, int[] counter) {
		this.keyA = keyA;
		this.keyB = keyB;
		this.counter = counter;
	}

	/**
	 * The generator that Keras's TensorFlow backend makes of a seed, which it first
	 * brings into the range of a positive int.
	 * @param seed the seed
	 * @return the generator at its start
	 */
	static Philox seeded(long seed) {
		int start = (int) Math.floorMod(seed, SEEDS);
		Philox scrambler = new Philox(SCRAMBLE_A, SCRAMBLE_B, new int[] { start, 0, 0, 0 });
		scrambler.computeBlock();
		int[] mixed = scrambler.block;
		return new Philox(mixed[0], mixed[1], new int[] { 0, 0, mixed[2], mixed[3] });
	}

	/**
	 * The same generator some blocks of four numbers further on.
	 * @param blocks how many
	 * @return a generator at the start of a block
	 */
	Philox skipped(long blocks) {
		int[] moved = this.counter.clone();
		advance(moved, blocks);
		return new Philox(this.keyA, this.keyB, moved);
	}

	/**
	 * The next 32 random bits.
	 * @return any int
	 */
	int next() {
		if (this.used == this.block.length) {
			computeBlock();
			advance(this.counter, 1);
			this.used = 0;
		}
		return this.block[this.used++];
	}

	/**
	 * The next number as TensorFlow makes it of 23 random bits.
	 * @return from 0 to below 1
	 */
	float nextUniform() {
		return Float.intBitsToFloat((next() & 0x7FFFFF) | 0x3F800000) - 1;
	}

	private void computeBlock() {
		int c0 = this.counter[0];
		int c1 = this.counter[1];
		int c2 = this.counter[2];
		int c3 = this.counter[3];
		int a = this.keyA;
		int b = this.keyB;
		for (int round = 0; round < ROUNDS; round++) {
			long productA = Integer.toUnsignedLong(MULTIPLIER_A) * Integer.toUnsignedLong(c0);
			long productB = Integer.toUnsignedLong(MULTIPLIER_B) * Integer.toUnsignedLong(c2);
			int n0 = (int) (productB >>> 32) ^ c1 ^ a;
			int n2 = (int) (productA >>> 32) ^ c3 ^ b;
			c1 = (int) productB;
			c3 = (int) productA;
			c0 = n0;
			c2 = n2;
			a += WEYL_A;
			b += WEYL_B;
		}
		this.block[0] = c0;
		this.block[1] = c1;
		this.block[2] = c2;
		this.block[3] = c3;
	}

	private static void advance(int[] counter, long blocks) {
		long low = Integer.toUnsignedLong(counter[0]) | (long) counter[1] << 32;
		long moved = low + blocks;
		counter[0] = (int) moved;
		counter[1] = (int) (moved >>> 32);
		if (Long.compareUnsigned(moved, low) < 0 && ++counter[2] == 0) {
			counter[3]++;
		}
	}

}
