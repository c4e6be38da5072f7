package dev.convolve.keras;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Keras3Table} and {@link Keras2Table}.
 * <p>
 * The expected texts were printed by {@code print_summary} of Keras 3.15.1 with rich
 * 15.0.0 to a pipe, and by {@code print_summary} of Keras 2.2.4, given the same rows.
 */
class KerasTableTests {

	@Test
	void tutorialModelInTheLayoutOfKeras3() {
		List<TableRow> rows = List.of(new TableRow("conv2d_1", "Conv2D", sides(null, 6, 6, 1), 10),
				new TableRow("conv2d_2", "Conv2D", sides(null, 4, 4, 1), 10));
		TableTotals totals = new TableTotals(20, 0);
		assertThat(Keras3Table.render("sequential", rows, totals)).isEqualTo("""
				Model: "sequential"
				┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
				┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
				┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
				│ conv2d_1 (Conv2D)               │ (None, 6, 6, 1)        │            10 │
				├─────────────────────────────────┼────────────────────────┼───────────────┤
				│ conv2d_2 (Conv2D)               │ (None, 4, 4, 1)        │            10 │
				└─────────────────────────────────┴────────────────────────┴───────────────┘
				 Total params: 20 (80.00 B)
				 Trainable params: 20 (80.00 B)
				 Non-trainable params: 0 (0.00 B)
				""");
	}

	@Test
	void tutorialModelInTheLayoutOfKeras2() {
		List<TableRow> rows = List.of(new TableRow("conv2d_1", "Conv2D", sides(null, 6, 6, 1), 10),
				new TableRow("conv2d_2", "Conv2D", sides(null, 4, 4, 1), 10));
		TableTotals totals = new TableTotals(20, 0);
		assertThat(Keras2Table.render(rows, totals)).isEqualTo("""
				_________________________________________________________________
				Layer (type)                 Output Shape              Param #  \s
				=================================================================
				conv2d_1 (Conv2D)            (None, 6, 6, 1)           10       \s
				_________________________________________________________________
				conv2d_2 (Conv2D)            (None, 4, 4, 1)           10       \s
				=================================================================
				Total params: 20
				Trainable params: 20
				Non-trainable params: 0
				_________________________________________________________________
				""");
	}

	@Test
	void keras3WrapsAtBlanksAndCutsLongWords() {
		List<TableRow> rows = List.of(
				new TableRow("first stage convolution of the wide branch", "DepthwiseConv2D", sides(null, null, 28, 64),
						1152),
				new TableRow("block3_sub2_expand_convolution_with_no_break", "Conv2D",
						sides(1234567, 1234567, 1234567, null), 1_000_000_000_000L),
				new TableRow("twenty_three_characters", "Conv2D", sides(4, null, 8, 8), 288));
		TableTotals totals = new TableTotals(288, 1_000_000_001_152L);
		String modelName = "a model with a name that goes on for longer than the eighty cells of a console "
				+ "x".repeat(90) + " end";
		assertThat(Keras3Table.render(modelName, rows, totals)).isEqualTo("""
				Model: "a model with a name that goes on for longer than the eighty cells of a\s
				console\s
				xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
				xxxxxxxxxx end"
				┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
				┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
				┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
				│ first stage convolution of the  │ (None, None, 28, 64)   │         1,152 │
				│ wide branch (DepthwiseConv2D)   │                        │               │
				├─────────────────────────────────┼────────────────────────┼───────────────┤
				│ block3_sub2_expand_convolution… │ (1234567, 1234567,     │ 1,000,000,00… │
				│ (Conv2D)                        │ 1234567, None)         │               │
				├─────────────────────────────────┼────────────────────────┼───────────────┤
				│ twenty_three_characters         │ (4, None, 8, 8)        │           288 │
				│ (Conv2D)                        │                        │               │
				└─────────────────────────────────┴────────────────────────┴───────────────┘
				 Total params: 1,000,000,001,440 (3.64 TB)
				 Trainable params: 288 (1.12 KB)
				 Non-trainable params: 1,000,000,001,152 (3.64 TB)
				""");
	}

	@Test
	void keras3CountsCellsNotCharacters() {
		List<TableRow> rows = List.of(new TableRow("特徴抽出の畳み込み層その一番目です", "Conv2D", sides(null, 6, 6, 1), 10),
				new TableRow("a特徴抽出の畳み込み層その一番目です", "Conv2D", sides(null, 6, 6, 1), 10),
				new TableRow("e\u0301dges 👩\u200d🔬 ❤\ufe0f 합성곱", "Conv2D", sides(null, 4, 4, 1), 10));
		TableTotals totals = new TableTotals(30, 0);
		assertThat(Keras3Table.render("畳み込み", rows, totals)).isEqualTo("""
				Model: "畳み込み"
				┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
				┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
				┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
				│ 特徴抽出の畳み込み層その一番目… │ (None, 6, 6, 1)        │            10 │
				│ (Conv2D)                        │                        │               │
				├─────────────────────────────────┼────────────────────────┼───────────────┤
				│ a特徴抽出の畳み込み層その一番 … │ (None, 6, 6, 1)        │            10 │
				│ (Conv2D)                        │                        │               │
				├─────────────────────────────────┼────────────────────────┼───────────────┤
				│ e\u0301dges 👩\u200d🔬 ❤\ufe0f 합성곱 (Conv2D)     │ (None, 4, 4, 1)        │            10 │
				└─────────────────────────────────┴────────────────────────┴───────────────┘
				 Total params: 30 (120.00 B)
				 Trainable params: 30 (120.00 B)
				 Non-trainable params: 0 (0.00 B)
				""");
	}

	@Test
	void keras3EscapesMarkup() {
		List<TableRow> rows = List.of(new TableRow("[bold]edges[/bold]", "Conv2D", sides(null, 6, 6, 1), 10),
				new TableRow("a\\[B] \\[c]\\", "Conv2D", sides((Integer) null), 10));
		TableTotals totals = new TableTotals(20, 0);
		assertThat(Keras3Table.render("[red]m[/]\\", rows, totals)).isEqualTo("""
				Model: "[red]m[/]\\\\"
				┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
				┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
				┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
				│ [bold]edges[/bold] (Conv2D)     │ (None, 6, 6, 1)        │            10 │
				├─────────────────────────────────┼────────────────────────┼───────────────┤
				│ a[B] \\[c]\\\\ (Conv2D)            │ (None)                 │            10 │
				└─────────────────────────────────┴────────────────────────┴───────────────┘
				 Total params: 20 (80.00 B)
				 Trainable params: 20 (80.00 B)
				 Non-trainable params: 0 (0.00 B)
				""");
	}

	@Test
	void keras3PrintsAModelWithoutLayers() {
		List<TableRow> rows = List.of();
		TableTotals totals = new TableTotals(0, 0);
		assertThat(Keras3Table.render("empty", rows, totals)).isEqualTo("""
				Model: "empty"
				┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
				┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
				┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
				└─────────────────────────────────┴────────────────────────┴───────────────┘
				 Total params: 0 (0.00 B)
				 Trainable params: 0 (0.00 B)
				 Non-trainable params: 0 (0.00 B)
				""");
	}

	@Test
	void keras3MarksUnbuiltLayers() {
		List<TableRow> rows = List.of(new TableRow("conv", "Conv2D", null, TableRow.UNBUILT),
				new TableRow("relu", "ReLU", null, 0));
		TableTotals totals = new TableTotals(0, 0);
		assertThat(Keras3Table.render("unbuilt", rows, totals)).isEqualTo("""
				Model: "unbuilt"
				┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
				┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
				┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
				│ conv (Conv2D)                   │ ?                      │   0 (unbuilt) │
				├─────────────────────────────────┼────────────────────────┼───────────────┤
				│ relu (ReLU)                     │ ?                      │             0 │
				└─────────────────────────────────┴────────────────────────┴───────────────┘
				 Total params: 0 (0.00 B)
				 Trainable params: 0 (0.00 B)
				 Non-trainable params: 0 (0.00 B)
				""");
	}

	@Test
	void keras2CutsFieldsAtTheEndOfTheirColumn() {
		List<TableRow> rows = List.of(new TableRow("a_name_longer_than_its_column", "Conv2D", sides(null, 6, 6, 1), 10),
				new TableRow("畳み込み", "Conv2D", sides((Integer) null), 10),
				new TableRow("c", "Conv2D", sides(12345678, 12345678, 12345678, null), 123_456_789_012L));
		TableTotals totals = new TableTotals(123_456_789_032L, 0);
		assertThat(Keras2Table.render(rows, totals)).isEqualTo("""
				_________________________________________________________________
				Layer (type)                 Output Shape              Param #  \s
				=================================================================
				a_name_longer_than_its_colum (None, 6, 6, 1)           10       \s
				_________________________________________________________________
				畳み込み (Conv2D)                (None,)                   10       \s
				_________________________________________________________________
				c (Conv2D)                   (12345678, 12345678, 1234 1234567890
				=================================================================
				Total params: 123,456,789,032
				Trainable params: 123,456,789,032
				Non-trainable params: 0
				_________________________________________________________________
				""");
	}

	@Test
	void keras2PrintsAModelWithoutLayers() {
		List<TableRow> rows = List.of();
		TableTotals totals = new TableTotals(0, 0);
		assertThat(Keras2Table.render(rows, totals)).isEqualTo("""
				_________________________________________________________________
				Layer (type)                 Output Shape              Param #  \s
				=================================================================
				Total params: 0
				Trainable params: 0
				Non-trainable params: 0
				_________________________________________________________________
				""");
	}

	@Test
	void keras3NamesSizesInUnitsOf1024() {
		assertThat(totalOf(255L)).isEqualTo(" Total params: 255 (1020.00 B)");
		assertThat(totalOf(256L)).isEqualTo(" Total params: 256 (1.00 KB)");
		assertThat(totalOf(288L)).isEqualTo(" Total params: 288 (1.12 KB)");
		assertThat(totalOf(262_144L)).isEqualTo(" Total params: 262,144 (1.00 MB)");
		assertThat(totalOf(300_000_000L)).isEqualTo(" Total params: 300,000,000 (1.12 GB)");
		assertThat(totalOf(1_000_000_000_000L)).isEqualTo(" Total params: 1,000,000,000,000 (3.64 TB)");
		assertThat(totalOf(1_125_899_906_842_624L)).isEqualTo(" Total params: 1,125,899,906,842,624 (4.00 PB)");
		assertThat(totalOf(1_152_921_504_606_846_976L)).isEqualTo(" Total params: 1,152,921,504,606,846,976 (4.00 PB)");
	}

	@Test
	void keras2RefusesUnbuiltLayers() {
		List<TableRow> rows = List.of(new TableRow("conv", "Conv2D", null, TableRow.UNBUILT));
		assertThatIllegalArgumentException().isThrownBy(() -> Keras2Table.render(rows, new TableTotals(0, 0)))
			.withMessageContaining("'conv'");
	}

	private static String totalOf(long params) {
		String table = Keras3Table.render("m", List.of(), new TableTotals(params, 0));
		return table.lines().filter((line) -> line.startsWith(" Total")).findFirst().orElseThrow();
	}

	private static List<@Nullable Integer> sides(@Nullable Integer... sides) {
		return Arrays.asList(sides);
	}

}
