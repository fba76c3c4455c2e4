package io.guildhall.playbook;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What the playbook says of a product.
 *
 * @param band of its price
 * @param obstacle why nothing can be set up; null where something can
 * @param steps of its way, with what there is
 * @param numbers proposed for what is not there yet
 * @param figures of those numbers; null with an obstacle
 * @param people who would be asked to offer it one to one, where that is proposed
 */
public record PlaybookDetails(PlaybookProduct product, PriceBand band, BandLimits limits, @Nullable Obstacle obstacle,
		List<Step> steps, PlaybookNumbers numbers, @Nullable PlaybookFigures figures, List<PlaybookPerson> people) {

	/**
	 * A step of the way.
	 *
	 * @param things that there are for it
	 * @param allowed whether who asks may set it up
	 */
	public record Step(PlaybookStep step, List<PlaybookThing> things, boolean allowed) {

		/** Whether there is something for it. */
		@JsonProperty
		public boolean set() {
			return !things.isEmpty();
		}

	}

	/** What one brings; null where its cost is not known. */
	@JsonProperty
	public @Nullable Money margin() {
		return product.margin();
	}

	/** Whether who asks can set something up now. */
	@JsonProperty
	public boolean open() {
		return obstacle == null && steps.stream().anyMatch(step -> !step.set() && step.allowed());
	}

}
