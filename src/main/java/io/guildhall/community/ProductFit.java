package io.guildhall.community;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Whether what is sold fits a community; null means not answered yet.
 *
 * @param sells whether there is something to sell
 * @param generalizes whether most members may want it
 * @param impulse whether it is bought without thinking long
 * @param band how much it costs
 */
public record ProductFit(@Nullable Boolean sells, @Nullable Boolean generalizes, @Nullable Boolean impulse,
		@Nullable PriceBand band) {

	/** Nothing is answered. */
	public static final ProductFit OPEN = new ProductFit(null, null, null, null);

	/** What follows from the answers (PRODUCT, the price-band playbook). */
	public List<FitAdvice> advice() {
		if (Boolean.FALSE.equals(sells)) {
			return List.of(FitAdvice.GOAL_WITHOUT_CASH);
		}
		List<FitAdvice> advice = new ArrayList<>();
		if (Boolean.FALSE.equals(generalizes)) {
			advice.add(FitAdvice.ONE_TO_ONE_OR_OWN_GROUP);
		}
		if (impulse != null) {
			advice.add(impulse ? FitAdvice.SHORT_OFFERS : FitAdvice.EXPLAIN_FIRST);
		}
		if (band != null) {
			advice.add(switch (band) {
				case LOW -> FitAdvice.COUPONS_AND_VOLUME;
				case MIDDLE -> FitAdvice.TRIAL_FIRST;
				case HIGH -> FitAdvice.SAMPLE_THEN_ONE_TO_ONE;
			});
		}
		return List.copyOf(advice);
	}

	Map<String, Object> fields() {
		Map<String, Object> fields = new HashMap<>();
		fields.put("sells", (sells != null) ? sells : "");
		fields.put("generalizes", (generalizes != null) ? generalizes : "");
		fields.put("impulse", (impulse != null) ? impulse : "");
		fields.put("band", (band != null) ? band : "");
		return fields;
	}
}
