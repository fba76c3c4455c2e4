package io.guildhall.checkout;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

import io.guildhall.benefit.BenefitUseId;
import io.guildhall.benefit.BenefitUses;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.fulfilment.Courier;
import io.guildhall.fulfilment.FulfilmentService;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.membership.MembershipChanges;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipPauses;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanConditions;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.rebate.RebateDebts;
import io.guildhall.rebate.RebatePayouts;
import io.guildhall.rebate.RebateProgrammes;
import io.guildhall.rebate.RebateTerms;
import io.guildhall.rebate.Rebates;
import io.guildhall.rebate.SettlementWay;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/**
 * What {@link ManyOperationsTests} does with rebates, memberships, and what orders bought
 * to be used or to be carried home.
 */
@RequiredArgsConstructor
class RandomPromises {

	private static final ShippingAddress HOME = new ShippingAddress("Ann", "13800138000", "Shanghai", "Shanghai",
			"Jing'an", "1 Nanjing Road", "200040", "CN");

	private final PlanService plans;

	private final MembershipChanges changes;

	private final MembershipPauses pauses;

	private final OrderService orders;

	private final RebateProgrammes programmes;

	private final Rebates rebates;

	private final RebatePayouts payouts;

	private final RebateDebts debts;

	private final CatalogService catalog;

	private final BenefitUses uses;

	private final FulfilmentService fulfilments;

	private final List<PlanId> ofOneFamily = new ArrayList<>();

	/**
	 * Plans, sessions and a programme of rebates; the products of the plans, and that of
	 * the sessions.
	 */
	List<ProductId> furnish(LocalDate today) {
		List<ProductId> products = new ArrayList<>();
		PlanConditions conditions = new PlanConditions(null, null, null, 60, RefundPolicy.OPEN, null, List.of());
		for (PlanTerm term : List.of(PlanTerm.MONTHLY, PlanTerm.YEARLY, PlanTerm.LIFETIME)) {
			boolean life = term == PlanTerm.LIFETIME;
			PlanDetails plan = plans.get(plans.create(new NewPlan("Plan " + term, life ? "" : "Club", term,
					new Money((term == PlanTerm.MONTHLY) ? 2_990 : 29_900, "CNY"), 7, List.of(), conditions)));
			products.add(plan.product());
			if (!life) {
				ofOneFamily.add(plan.id());
			}
		}
		programmes.activate(programmes
			.create(new RebateTerms("Cash back", List.of(), null, 1_500, new Money(2_000, "CNY"), today,
					today.plusYears(20), 3, new Money(500_000, "CNY"), new Money(50_000_000, "CNY"), null))
			.id());
		products
			.add(catalog.create(new NewProduct("Session", ProductKind.CONSULTATION, new Money(9_999, "CNY"), null)));
		return products;
	}

	/** By their names. */
	Map<String, Callable<?>> operations(BiFunction<String, String, UUID> pick, Random random) {
		Map<String, Callable<?>> all = new TreeMap<>();
		all.put("approve a rebate",
				() -> rebates.approve(List.of(pick.apply("rebates", "state = 'PENDING' order by promised_at, id"))));
		all.put("list what is to be paid out", () -> payouts.create(List.of(), null));
		all.put("pay rebates out", () -> payouts.paid(openPayout(pick), List.of(), "transfer"));
		all.put("fail to pay rebates out", () -> payouts.failed(openPayout(pick), List.of(), "no such account"));
		all.put("try a rebate again",
				() -> rebates.retry(pick.apply("rebates", "state = 'FAILED' order by promised_at, id")));
		all.put("settle a debt",
				() -> debts.settle(
						pick.apply("rebates", "paid_minor > amount_minor + settled_minor order by promised_at, id"),
						random.nextBoolean() ? SettlementWay.PAID_BACK : SettlementWay.WAIVED, null, "settled"));
		all.put("upgrade", () -> orders.upgrade(membership(pick), ofOneFamily.get(1), OrderSource.STAFF));
		all.put("change at the end", () -> changes.changeAtEnd(membership(pick), ofOneFamily.get(random.nextInt(2))));
		all.put("withdraw a change", () -> {
			changes.withdraw(membership(pick));
			return changes;
		});
		all.put("pause", () -> pauses.pause(membership(pick), "abroad"));
		all.put("resume", () -> pauses.resume(membership(pick)));
		all.put("check off", () -> uses.useBought(pick.apply("benefit_purchases", "pieces > 0 order by paid_at, id"),
				null, "check/" + random.nextLong()));
		all.put("take a use back",
				() -> uses.undo(
						new BenefitUseId(pick.apply("benefit_uses", "undone_at is null order by used_at desc, id")),
						"by mistake"));
		all.put("send", () -> {
			UUID order = pick.apply("fulfilments", "open order by placed_at desc, id");
			fulfilments.address(order, HOME);
			return fulfilments.ship(order, new Courier("SF", "SF" + random.nextLong()), List.of());
		});
		all.put("hand over",
				() -> fulfilments.handOver(pick.apply("fulfilments", "open order by placed_at desc, id"), List.of()));
		return all;
	}

	private static UUID openPayout(BiFunction<String, String, UUID> pick) {
		return pick.apply("rebate_payouts", "true order by made_at desc, id");
	}

	private static MembershipId membership(BiFunction<String, String, UUID> pick) {
		return new MembershipId(
				pick.apply("memberships", "state in ('ACTIVE', 'PAUSED', 'GRACE') order by created_at desc, id"));
	}

}
