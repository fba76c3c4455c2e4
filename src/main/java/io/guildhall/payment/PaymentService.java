package io.guildhall.payment;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes down what was handed over; whether it may be is the order's to say, in whose
 * transaction this works.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PaymentService {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final OrganizationService organizations;

	private final GatheredWrites writes;

	private final PaymentWords words;

	/**
	 * The order was paid. That it was so before may be found only when what was gathered
	 * with it goes.
	 * @param amount more than nothing
	 * @throws PaymentRefused if it is paid already
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void receive(UUID order, MemberId member, PaymentMethod method, Money amount, Instant at,
			@Nullable String reference) {
		write("IN", order, member, method, amount, at, reference, rows -> {
			if (rows == 0) {
				throw PaymentRefused.twice();
			}
		});
	}

	/** A part of what was paid went back. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void payBack(UUID order, MemberId member, PaymentMethod method, Money amount, Instant at,
			@Nullable String reference) {
		write("OUT", order, member, method, amount, at, reference, rows -> {
		});
	}

	/** What went back by the payment provider came back. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void cameBack(UUID order, MemberId member, Money amount, Instant at, @Nullable String reference) {
		write("UNDONE", order, member, PaymentMethod.ONLINE, amount, at, reference, rows -> {
		});
	}

	/**
	 * Writes down what a select yields, for runs over many orders. What was written
	 * before is left as it is.
	 * @param select yields id, order_id, member_id, direction, amount_minor, at, day, and
	 * is limited to {@code :organization} (given here)
	 * @param run that they belong to
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public int writeAll(String select, Map<String, ?> parameters, UUID run) {
		Map<String, Object> all = new HashMap<>(parameters);
		all.put("organization", tenancy.current());
		all.put("paymentRun", run);
		all.put("paymentCurrency", organizations.current().currency());
		all.put("paymentActor", OnBehalf.actor().name());
		return jdbc
			.sql("""
					insert into payments (organization_id, id, order_id, member_id, direction, method, amount_minor, currency,
					    at, day, reference, actor_id, actor_name, run_id)
					select :organization, id, order_id, member_id, direction, 'OTHER', amount_minor, :paymentCurrency,
					    at, day, '', null, :paymentActor, :paymentRun
					from (%s) as source
					where amount_minor > 0
					on conflict do nothing
					"""
				.formatted(select))
			.params(all)
			.update();
	}

	/** What was handed over for the order, in its order. */
	@Transactional(readOnly = true)
	public List<PaymentSummary> of(UUID order) {
		return jdbc
			.sql("""
					select id, method, case direction when 'OUT' then -amount_minor else amount_minor end as minor, currency,
					    at, reference, actor_name
					from payments where organization_id = :organization and order_id = :order order by at, id
					""")
			.param("organization", tenancy.current())
			.param("order", order)
			.query((row, number) -> new PaymentSummary(row.getObject("id", UUID.class),
					PaymentMethod.valueOf(row.getString("method")),
					new Money(row.getLong("minor"), row.getString("currency")), row.getTimestamp("at").toInstant(),
					row.getString("reference"), row.getString("actor_name")))
			.list();
	}

	/** Whether the order was paid by a payment provider. */
	@Transactional(readOnly = true)
	public boolean isPaidOnline(UUID order) {
		return jdbc.sql("""
				select exists (select from payments where organization_id = :organization and order_id = :order
				    and direction = 'IN' and method = 'ONLINE')
				""").param("organization", tenancy.current()).param("order", order).query(Boolean.class).single();
	}

	private void write(String direction, UUID order, MemberId member, PaymentMethod method, Money amount, Instant at,
			@Nullable String reference, GatheredWrites.Outcome outcome) {
		Actor actor = OnBehalf.actor();
		Map<String, @Nullable Object> payment = new HashMap<>();
		payment.put("organization", tenancy.current());
		payment.put("id", Ids.next());
		payment.put("order", order);
		payment.put("member", member.id());
		payment.put("direction", direction);
		payment.put("method", method.name());
		payment.put("minor", amount.minor());
		payment.put("currency", amount.currency());
		payment.put("at", Timestamp.from(at));
		payment.put("day", organizations.dayOf(at));
		payment.put("reference", (reference != null) ? words.kept(member, method, reference.strip()) : "");
		payment.put("actor", actor.id());
		payment.put("actorName", actor.name());
		writes.add(
				"""
						insert into payments (organization_id, id, order_id, member_id, direction, method, amount_minor, currency,
						    at, day, reference, actor_id, actor_name, run_id)
						values (:organization, :id, :order, :member, :direction, :method, :minor, :currency,
						    :at, :day, :reference, :actor, :actorName, null)
						on conflict do nothing
						""",
				payment, outcome);
	}

}
