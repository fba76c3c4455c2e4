package io.guildhall.catalog.web;

import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.LadderRung;
import io.guildhall.catalog.NewPriceLadder;
import io.guildhall.catalog.PriceLadderDetails;
import io.guildhall.catalog.ProductId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What somebody fills in for a price ladder: a product for each step that there is. */
record PriceLadderForm(@NotBlank @Size(max = 100) String name, @Nullable UUID community, @Nullable UUID free,
		@Nullable UUID trial, @Nullable UUID full, @Nullable UUID oneToOne, @Nullable Integer creditDays,
		@Nullable Long version) {

	static final PriceLadderForm EMPTY = new PriceLadderForm("", null, null, null, null, null, null, null);

	static PriceLadderForm of(PriceLadderDetails ladder) {
		Map<LadderRung, UUID> rungs = new EnumMap<>(LadderRung.class);
		ladder.steps().forEach(step -> rungs.put(step.rung(), step.product().id()));
		return new PriceLadderForm(ladder.name(), ladder.community(), rungs.get(LadderRung.FREE),
				rungs.get(LadderRung.TRIAL), rungs.get(LadderRung.FULL), rungs.get(LadderRung.ONE_TO_ONE),
				ladder.creditDays(), ladder.version());
	}

	/** The product of a step, for the page. */
	public @Nullable UUID at(LadderRung rung) {
		return switch (rung) {
			case FREE -> free;
			case TRIAL -> trial;
			case FULL -> full;
			case ONE_TO_ONE -> oneToOne;
		};
	}

	NewPriceLadder ladder() {
		Map<LadderRung, ProductId> rungs = new EnumMap<>(LadderRung.class);
		for (LadderRung rung : LadderRung.values()) {
			UUID product = at(rung);
			if (product != null) {
				rungs.put(rung, new ProductId(product));
			}
		}
		return new NewPriceLadder(name, community, rungs, creditDays);
	}

}
