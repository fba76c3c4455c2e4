package io.guildhall.rebate;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.Cashback;
import io.guildhall.coupon.CashbackPromises;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderDetails;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes promises down, on the books as well: those of programmes, and what coupons
 * promise back for orders that were paid with them. Their batches have budgets of their
 * own, so those take from none of ours.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class RebateRegister implements CashbackPromises {

	private final RebateBooks books;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What a programme promises for an order, and what it promises less. */
	void promise(OrderDetails order, RebatePlan plan) {
		UUID programme = plan.programme().id();
		if (!plan.parts().isEmpty()) {
			write(new Promise(programme, null, null, order.id().id(), order.member(), plan.parts(),
					plan.programme().terms().waitDays(), order.placedAt()), Map.of("programme", programme));
		}
		if (plan.cut().isPositive()) {
			jdbc.sql("""
					insert into rebate_cuts (organization_id, order_id, programme_id, cut_minor, currency)
					values (:organization, :order, :programme, :cut, :currency)
					""")
				.param("organization", tenancy.current())
				.param("order", order.id().id())
				.param("programme", programme)
				.param("cut", plan.cut().minor())
				.param("currency", plan.cut().currency())
				.update();
		}
	}

	@Override
	public void promise(Cashback back) {
		List<RebatePlan.Part> parts = back.parts()
			.stream()
			.map(part -> new RebatePlan.Part(part.line(), part.paid(), part.amount()))
			.toList();
		write(new Promise(null, back.coupon().id(), back.batch().id(), back.order(), back.member(), parts,
				back.waitDays(), back.at()), Map.of("coupon", back.coupon()));
	}

	private void write(Promise promise, Map<String, Object> source) {
		UUID id = Ids.next();
		jdbc.sql(
				"""
						insert into rebates (organization_id, id, version, programme_id, coupon_id, batch_id, order_id, member_id,
							state, line_ids, line_minors, base_minor, promised_minor, amount_minor, paid_minor, settled_minor, currency,
							wait_days, promised_at)
						values (:organization, :id, 0, cast(:programme as uuid), cast(:coupon as uuid), cast(:batch as uuid), :order,
							:member, 'PROMISED', cast(:lines as uuid[]), cast(:parts as bigint[]), :base, :amount, :amount, 0, 0, :currency, :wait, :at)
						""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("programme", promise.programme())
			.param("coupon", promise.coupon())
			.param("batch", promise.batch())
			.param("order", promise.order())
			.param("member", promise.member().id())
			.param("lines", Rebates.texts(promise.parts().stream().map(RebatePlan.Part::line).toList()))
			.param("parts", promise.parts().stream().map(part -> part.amount().minor()).toArray(Long[]::new))
			.param("base", promise.base().minor())
			.param("amount", promise.amount().minor())
			.param("currency", promise.amount().currency())
			.param("wait", promise.waitDays())
			.param("at", Timestamp.from(promise.at()))
			.update();
		books.promised(id, promise.member(), promise.amount(), promise.at());
		Map<String, Object> values = new HashMap<>(source);
		values.put("order", promise.order());
		values.put("amount", promise.amount());
		audit.record("rebate.promised", Rebates.OBJECT, id, values);
	}

	private record Promise(@Nullable UUID programme, @Nullable UUID coupon, @Nullable UUID batch, UUID order,
			MemberId member, List<RebatePlan.Part> parts, int waitDays, Instant at) {

		/** What was paid for its lines. */
		Money base() {
			return parts.stream().map(RebatePlan.Part::paid).reduce(Money::plus).orElseThrow();
		}

		Money amount() {
			return parts.stream().map(RebatePlan.Part::amount).reduce(Money::plus).orElseThrow();
		}

	}

}
