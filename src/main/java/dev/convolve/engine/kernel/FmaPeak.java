package dev.convolve.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most that one core can multiply and add: what every other figure is compared with.
 */
public final class FmaPeak {

	private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

	private FmaPeak() {
	}

	/**
	 * Runs 10 independent chains of multiply-adds.
	 * @param steps how long each is
	 * @return the sum, so that nothing is optimized away
	 */
	public static float run(int steps) {
		FloatVector factor = FloatVector.broadcast(SPECIES, 0.5f);
		FloatVector a0 = FloatVector.broadcast(SPECIES, 1);
		FloatVector a1 = FloatVector.broadcast(SPECIES, 2);
		FloatVector a2 = FloatVector.broadcast(SPECIES, 3);
		FloatVector a3 = FloatVector.broadcast(SPECIES, 4);
		FloatVector a4 = FloatVector.broadcast(SPECIES, 5);
		FloatVector a5 = FloatVector.broadcast(SPECIES, 6);
		FloatVector a6 = FloatVector.broadcast(SPECIES, 7);
		FloatVector a7 = FloatVector.broadcast(SPECIES, 8);
		FloatVector a8 = FloatVector.broadcast(SPECIES, 9);
		FloatVector a9 = FloatVector.broadcast(SPECIES, 10);
		for (int step = 0; step < steps; step++) {
			a0 = a0.fma(factor, factor);
			a1 = a1.fma(factor, factor);
			a2 = a2.fma(factor, factor);
			a3 = a3.fma(factor, factor);
			a4 = a4.fma(factor, factor);
			a5 = a5.fma(factor, factor);
			a6 = a6.fma(factor, factor);
			a7 = a7.fma(factor, factor);
			a8 = a8.fma(factor, factor);
			a9 = a9.fma(factor, factor);
		}
		FloatVector sum = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).add(a8).add(a9);
		return sum.lane(0);
	}

	/**
	 * How many floating-point operations a run of so many steps takes.
	 * @param steps as in {@link #run}
	 * @return multiplications and additions
	 */
	public static double operations(int steps) {
		return 2.0 * 10 * Lanes.COUNT * steps;
	}

}
