package dev.convolve.engine.conv;

import java.util.List;

import dev.convolve.engine.kernel.Gemm;
import dev.convolve.engine.kernel.Panels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How filters are cut into panels. Runs once for each width of vectors and without.
 */
class PanelWeightsTests {

	@Test
	void panelsCoverAllFiltersAndNoMore() {
		for (int filters = 1; filters <= 300; filters++) {
			List<PanelWeights.Panel> panels = PanelWeights.panels(filters);
			int covered = 0;
			int start = 0;
			for (PanelWeights.Panel panel : panels) {
				assertThat(panel.start()).as("%d filters", filters).isEqualTo(start);
				assertThat(panel.firstFilter()).as("%d filters", filters).isBetween(0, covered);
				covered = Math.max(covered, panel.firstFilter() + panel.filters());
				start += panel.filters();
			}
			assertThat(covered).as("%d filters", filters).isEqualTo(Math.max(filters, panels.getFirst().filters()));
			assertThat(PanelWeights.count(filters)).as("%d filters", filters).isEqualTo(panels.size());
			// What the bounds on packed weights count with
			assertThat(start).as("%d filters", filters)
				.isLessThanOrEqualTo(Math.ceilDiv(filters, Gemm.PANEL) * Gemm.PANEL);
		}
	}

	/** In vectors of filters, of which the last is full or not. */
	@ParameterizedTest
	@CsvSource({ "1, 0, 1", "2, 0, 2", "2, -1, 2", "4, -1, 22", "3, 0, 21", "5, 0, 41", "6, -1, 42", "8, -1, 422",
			"8, 0, 44" })
	void restsOfMoreThanOneVectorArePanelsOfTwo(int vectors, int more, String wide) {
		List<PanelWeights.Panel> panels = PanelWeights.panels(vectors * Panels.NARROWEST + more);
		String widths = (Panels.MOST_VECTORS == 4) ? wide : wide.replace("4", "22");
		assertThat(panels).extracting(PanelWeights.Panel::vectors)
			.containsExactly(widths.chars().mapToObj(Character::getNumericValue).toArray(Integer[]::new));
	}

	@Test
	void fewFiltersMayHaveHalfAVector() {
		for (int filters = 1; filters <= 2 * Panels.NARROWEST; filters++) {
			List<PanelWeights.Panel> panels = PanelWeights.panelsWithHalf(filters);
			if (filters <= Panels.HALF) {
				assertThat(panels).containsExactly(new PanelWeights.Panel(Panels.HALF_A_VECTOR, 0, 0));
				assertThat(panels.getFirst().filters()).isEqualTo(Panels.NARROWEST / 2);
			}
			else {
				assertThat(panels).isEqualTo(PanelWeights.panels(filters));
			}
		}
	}

}
