package dev.convolve.wire;

import java.util.Arrays;

import dev.convolve.problem.Problem;
import dev.convolve.problem.ProblemException;
import dev.convolve.problem.ProblemKind;
import dev.convolve.tensor.Shape;
import dev.convolve.tensor.Tensor;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads nested JSON arrays of numbers to a tensor, and checks on the way that all arrays
 * of one level are equally long.
 */
final class NestedArrays {

	/** No tensor of this service has more axes; what is deeper is refused at once. */
	static final int MAX_RANK = 8;

	private final JsonParser parser;

	private final FloatList values = new FloatList();

	private final int[] counts = new int[MAX_RANK];

	private final int[] sides = new int[MAX_RANK];

	private int depth;

	private int rank;

	private NestedArrays(JsonParser parser) {
		this.parser = parser;
		Arrays.fill(this.sides, Shape.UNKNOWN);
	}

	/**
	 * Reads the array that the parser stands at; stands at its end afterwards.
	 * @param parser at the start of an array
	 * @return the tensor
	 * @throws ProblemException if the arrays are ragged, empty or hold something else
	 */
	static Tensor read(JsonParser parser) {
		return new NestedArrays(parser).read();
	}

	private Tensor read() {
		JsonToken token = this.parser.currentToken();
		do {
			switch (token) {
				case START_ARRAY -> open();
				case END_ARRAY -> close();
				case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> add(Numbers.read(this.parser));
				case null, default -> throw Numbers.notANumber(this.parser);
			}
			if (this.depth > 0) {
				token = this.parser.nextToken();
			}
		}
		while (this.depth > 0);
		return new Tensor(Shape.of(Arrays.copyOf(this.sides, this.rank)), this.values.toArray());
	}

	private void open() {
		if (this.rank > 0 && this.depth == this.rank) {
			throw ragged("Here is an array where its neighbours are numbers.", "a number", "an array");
		}
		if (this.depth == MAX_RANK) {
			throw ragged("The arrays are nested more than " + MAX_RANK + " deep.", "at most " + MAX_RANK + " axes",
					"an array inside " + MAX_RANK + " others");
		}
		if (this.depth > 0) {
			this.counts[this.depth - 1]++;
		}
		this.counts[this.depth++] = 0;
	}

	private void add(float value) {
		if (this.rank == 0) {
			this.rank = this.depth;
		}
		else if (this.depth != this.rank) {
			throw ragged("Here is a number where its neighbours are arrays.", "an array", "a number");
		}
		this.counts[this.depth - 1]++;
		this.values.add(value);
	}

	private void close() {
		int count = this.counts[--this.depth];
		int side = this.sides[this.depth];
		if (count == 0) {
			throw ragged("The array is empty.", "at least one value", "[]");
		}
		if (side == Shape.UNKNOWN) {
			this.sides[this.depth] = count;
		}
		else if (count != side) {
			throw ragged("The array has %d entries where those before it have %d.".formatted(count, side),
					side + " entries", count + " entries");
		}
	}

	private ProblemException ragged(String detail, String expected, String received) {
		return Problem.of(ProblemKind.INVALID_TENSOR, detail)
			.at(this.parser.streamReadContext().pathAsPointer().toString())
			.expected(expected)
			.received(received)
			.exception();
	}

}
