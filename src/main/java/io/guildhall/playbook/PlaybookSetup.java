package io.guildhall.playbook;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.FlashSales;
import io.guildhall.catalog.LadderRung;
import io.guildhall.catalog.NewFlashSale;
import io.guildhall.catalog.NewPriceLadder;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.PriceLadders;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.catalog.SampleProgrammes;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.organization.OrganizationService;
import io.guildhall.rebate.RebateProgrammes;
import io.guildhall.rebate.RebateTerms;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Sets up the way of a product: all that is chosen and not there yet, by the services of
 * the modules that keep it, in one transaction. What promises money is made as a draft.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PlaybookSetup {

	/**
	 * So long after payment and receipt an order may be refunded, and its rebate waits.
	 */
	private static final int REBATE_WAITS = 7;

	/**
	 * Of a product's name, for what is called after it: programmes have the least room.
	 */
	private static final int LONGEST_NAME = 50;

	private final PlaybookService playbook;

	private final PlaybookThings things;

	private final PlaybookTalks talks;

	private final CatalogService catalog;

	private final FlashSales sales;

	private final SampleProgrammes samples;

	private final PriceLadders ladders;

	private final CouponBatches batches;

	private final RebateProgrammes rebates;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final PlaybookWords words;

	/**
	 * Sets up what there are numbers for. What is there already stays, and is not made a
	 * second time: also where two ask at once.
	 * @param numbers null for all that is missing, with the numbers that are proposed
	 * @return the steps that were made
	 * @throws PlaybookRefused if a step is not part of the product's way, who asks may
	 * not make it, or the product would be sold below its cost
	 * @throws io.guildhall.shared.DomainException as the module refuses that keeps it;
	 * nothing at all is made then
	 */
	@May(Permission.CATALOG_EDIT)
	public Set<PlaybookStep> setUp(ProductId id, @Nullable PlaybookNumbers numbers) {
		catalog.require(id);
		things.lock(id);
		PlaybookDetails now = playbook.get(id);
		PlaybookNumbers chosen = ((numbers != null) ? numbers : now.numbers()).only(wanted(now, numbers));
		Set<PlaybookStep> made = chosen.steps();
		if (!made.isEmpty()) {
			playbook.figures(id, chosen);
			make(now.product(), chosen);
			audit.record("playbook.set-up", "product", id, Map.of("steps", List.copyOf(made)));
		}
		return made;
	}

	/** Those of the chosen steps that are not there yet. */
	private static Set<PlaybookStep> wanted(PlaybookDetails now, @Nullable PlaybookNumbers numbers) {
		if (now.obstacle() != null) {
			throw PlaybookRefused.obstacle(now.obstacle());
		}
		Map<PlaybookStep, PlaybookDetails.Step> way = new EnumMap<>(PlaybookStep.class);
		now.steps().forEach(step -> way.put(step.step(), step));
		Set<PlaybookStep> asked = (numbers != null) ? numbers.steps() : way.keySet();
		if (asked.isEmpty()) {
			throw PlaybookRefused.nothing();
		}
		Set<PlaybookStep> wanted = EnumSet.noneOf(PlaybookStep.class);
		for (PlaybookStep each : asked) {
			PlaybookDetails.Step step = way.get(each);
			if (step == null) {
				throw PlaybookRefused.notOfTheWay(each);
			}
			if (!step.set()) {
				if (!step.allowed()) {
					throw PlaybookRefused.notAllowed(each);
				}
				wanted.add(each);
			}
		}
		return wanted;
	}

	private void make(PlaybookProduct product, PlaybookNumbers numbers) {
		if (numbers.coupon() != null) {
			coupons(product, numbers.coupon());
		}
		if (numbers.sale() != null) {
			PlaybookNumbers.Sale sale = numbers.sale();
			sales.create(new NewFlashSale(product.id(), sale.price(), sale.startsAt(), sale.endsAt(), sale.stock(),
					sale.perMember(), Eligibility.ALL));
		}
		if (numbers.sample() != null) {
			sample(product, numbers.sample());
		}
		if (numbers.rebate() != null) {
			rebate(product, numbers.rebate());
		}
		if (numbers.oneToOne() != null) {
			things.asked(product.id(), talks.ask(product, numbers.oneToOne().due()));
		}
		if (numbers.ladder() != null) {
			ladder(product, numbers.ladder());
		}
	}

	private void coupons(PlaybookProduct product, PlaybookNumbers.Coupons coupon) {
		batches.create(new NewBatch(words.about("playbook.name.coupon", product, LONGEST_NAME), "",
				CouponTerms.ofAmount(coupon.amount(), coupon.threshold(product.price())),
				CouponValidity.daysFromIssue(coupon.days()), coupon.stock(), 1, null,
				CouponConditions.of(List.of(product.id()))));
	}

	private void sample(PlaybookProduct product, PlaybookNumbers.Sample sample) {
		ProductId given = sample.product();
		if (given == null) {
			given = catalog.create(new NewProduct(sample.name(), ProductKind.SAMPLE,
					Money.zero(product.price().currency()), null, costing(sample.cost())));
		}
		else {
			String other = things.soldBy(given, product.id());
			if (other != null) {
				throw PlaybookRefused.sampleTaken(other);
			}
		}
		samples.run(given, product.id(), sample.days());
	}

	private void rebate(PlaybookProduct product, PlaybookNumbers.Rebates rebate) {
		rebates
			.create(new RebateTerms(words.about("playbook.name.rebate", product, LONGEST_NAME), List.of(product.id()),
					rebate.amount(), null, null, organizations.today(), organizations.today().plusDays(rebate.days()),
					REBATE_WAITS, rebate.amount(), rebate.amount().times(rebate.count()), null));
	}

	private void ladder(PlaybookProduct product, PlaybookNumbers.Ladder ladder) {
		Money zero = Money.zero(product.price().currency());
		Map<LadderRung, ProductId> rungs = new EnumMap<>(LadderRung.class);
		if (ladder.free() != null) {
			rungs.put(LadderRung.FREE, ladder.free());
		}
		else if (!ladder.freeName().isBlank()) {
			rungs.put(LadderRung.FREE,
					catalog.create(new NewProduct(ladder.freeName(), product.kind(), zero, null, costing(null))));
		}
		rungs.put(LadderRung.TRIAL, (ladder.trial() != null) ? ladder.trial() : catalog
			.create(new NewProduct(ladder.trialName(), product.kind(), ladder.trialPrice(), null, costing(null))));
		rungs.put(LadderRung.FULL, product.id());
		ladders.create(new NewPriceLadder(words.about("playbook.name.ladder", product, LONGEST_NAME), null, rungs,
				ladder.creditDays()));
	}

	private static ProductTraits costing(@Nullable Money cost) {
		return new ProductTraits(null, cost, null, null, null, null, Eligibility.ALL);
	}

}
