package io.guildhall.catalog;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** Products that lead from one to the next. */
@Entity
@Table(name = "price_ladders")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class PriceLadder extends TenantOwned {

	private static final int LONGEST_NAME = 100;

	private static final int MOST_DAYS = 365;

	@EmbeddedId
	private PriceLadderId id;

	private String name;

	private @Nullable UUID communityId;

	private @Nullable UUID freeId;

	private @Nullable UUID trialId;

	private @Nullable UUID fullId;

	private @Nullable UUID oneToOneId;

	private @Nullable Integer creditDays;

	@Column(updatable = false)
	private Instant createdAt;

	PriceLadder(NewPriceLadder wanted, Instant now) {
		this.id = PriceLadderId.next();
		this.createdAt = now;
		change(wanted);
	}

	/**
	 * Makes it what is wanted.
	 * @throws CatalogRefused if it has no name, fewer than two steps, the same product
	 * twice, or a credit without a trial and a full product
	 */
	final void change(NewPriceLadder wanted) {
		String stripped = wanted.name().strip();
		if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
			throw CatalogRefused.ladderName(LONGEST_NAME);
		}
		Map<LadderRung, ProductId> rungs = wanted.rungs();
		if (rungs.size() < 2 || new HashSet<>(rungs.values()).size() < rungs.size()) {
			throw CatalogRefused.ladderRungs();
		}
		Integer days = wanted.creditDays();
		if (days != null && (days < 1 || days > MOST_DAYS || !rungs.containsKey(LadderRung.TRIAL)
				|| !rungs.containsKey(LadderRung.FULL))) {
			throw CatalogRefused.ladderCredit(MOST_DAYS);
		}
		name = stripped;
		communityId = wanted.community();
		freeId = id(rungs, LadderRung.FREE);
		trialId = id(rungs, LadderRung.TRIAL);
		fullId = id(rungs, LadderRung.FULL);
		oneToOneId = id(rungs, LadderRung.ONE_TO_ONE);
		creditDays = days;
	}

	/** Its products, from the first step to the last. */
	Map<LadderRung, ProductId> rungs() {
		Map<LadderRung, ProductId> rungs = new EnumMap<>(LadderRung.class);
		put(rungs, LadderRung.FREE, freeId);
		put(rungs, LadderRung.TRIAL, trialId);
		put(rungs, LadderRung.FULL, fullId);
		put(rungs, LadderRung.ONE_TO_ONE, oneToOneId);
		return rungs;
	}

	private static void put(Map<LadderRung, ProductId> rungs, LadderRung rung, @Nullable UUID product) {
		if (product != null) {
			rungs.put(rung, new ProductId(product));
		}
	}

	private static @Nullable UUID id(Map<LadderRung, ProductId> rungs, LadderRung rung) {
		ProductId product = rungs.get(rung);
		return (product != null) ? product.id() : null;
	}

}
