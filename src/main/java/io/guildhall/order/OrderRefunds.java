package io.guildhall.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.membership.RefundProposal;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Pays back: at once up to the organization's limit, above it once somebody approves who
 * may, and so a trial that was taken off another order, and what was used already. What
 * an order got back before counts, so that a large refund is not cut into small ones. A
 * request whose money went back otherwise is overtaken by that.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class OrderRefunds {

	private static final String REQUESTS = """
			select r.*, o.number, o.member_id from refund_requests r
			join orders o on o.organization_id = r.organization_id and o.id = r.order_id
			where r.organization_id = :organization
			""";

	private final OrderRegister register;

	private final OrderSettlement settlement;

	private final PaymentService payments;

	private final RefundPolicies policies;

	private final OrganizationService organizations;

	private final MemberScope scope;

	private final KeptWords words;

	private final AuditTrail audit;

	private final GatheredWrites writes;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Pays back what is asked for, or writes the ask down for approval where it is above
	 * the limit.
	 * @throws OrderRefused if there is not that much to pay back
	 */
	@May(Permission.ORDER_RECORD)
	public RefundOutcome refund(OrderId id, RefundAsk ask) {
		Order order = requireAsSeen(id);
		if (ask.method() == PaymentMethod.ONLINE && !payments.isPaidOnline(id.id())) {
			throw OrderRefused.notPaidOnline();
		}
		RefundPlan refund = plan(order, ask.line(), ask.amount());
		boolean used = policies.takesUsed(order, refund, ask.usedToo());
		Money limit = organizations.current().refundLimit();
		boolean small = !used && order.refunded().plus(refund.amount()).compareTo(limit) <= 0
				&& policies.allow(order, refund, ask.endsMembership());
		if (small || OnBehalf.may(Permission.REFUND_APPROVE)) {
			UUID done = payBack(order, refund, ask.method(), ask.reason(), null, ask.endsMembership());
			return new RefundOutcome(id, refund.amount(), done, null);
		}
		return new RefundOutcome(id, refund.amount(), null, request(order, refund, ask));
	}

	/** How an order is paid back where nobody says: the way its money came. */
	@May(Permission.ORDER_RECORD)
	@Transactional(readOnly = true)
	public PaymentMethod usual(OrderId id) {
		return payments.isPaidOnline(id.id()) ? PaymentMethod.ONLINE : PaymentMethod.OTHER;
	}

	/**
	 * Approves a request, and pays back.
	 * @throws OrderRefused if it was decided already, or there is not that much left
	 */
	@May(Permission.REFUND_APPROVE)
	public RefundOutcome approve(UUID request) {
		RefundRequestSummary asked = find(request);
		// The order first: whoever asks for another refund of it holds it as well.
		Order order = requireAsSeen(asked.order());
		decide(asked, "APPROVED", null);
		Row row = jdbc
			.sql("""
					select line_id, method, ends_membership, used_too from refund_requests where organization_id = :organization and id = :id
					""")
			.param("organization", tenancy.current())
			.param("id", request)
			.query(Row.class)
			.single();
		RefundPlan refund = plan(order, row.lineId(), asked.amount());
		if (!refund.amount().equals(asked.amount())) {
			throw OrderRefused.moved();
		}
		policies.takesUsed(order, refund, row.usedToo());
		UUID done = payBack(order, refund, PaymentMethod.valueOf(row.method()), asked.reason(), request,
				row.endsMembership());
		return new RefundOutcome(asked.order(), asked.amount(), done, request);
	}

	/**
	 * Declines a request; nothing is paid back.
	 * @throws OrderRefused if it was decided already
	 */
	@May(Permission.REFUND_APPROVE)
	public void decline(UUID request, @Nullable String note) {
		RefundRequestSummary asked = find(request);
		register.lock(asked.order());
		decide(asked, "DECLINED", note);
		audit.record("order.refund-declined", OrderService.OBJECT, asked.order(), Map.of("amount", asked.amount()));
	}

	/**
	 * The requests, latest first.
	 * @param pending only those that wait
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<RefundRequestSummary> requests(boolean pending, @Nullable String after) {
		return slice(RefundRequestFilter.of(pending), after, Slice.PAGE);
	}

	/** The requests, latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<RefundRequestSummary> requests(RefundRequestFilter filter, @Nullable String after) {
		return slice(filter, after, Slice.PAGE);
	}

	Slice<RefundRequestSummary> slice(RefundRequestFilter filter, @Nullable String after, int size) {
		List<MemberId> named = filter.named();
		MemberScope.Limit limited = scope.on("o.member_id");
		List<RefundRequestSummary> rows = jdbc.sql(REQUESTS + limited.sql() + """
				and (not :pending or r.state = 'PENDING')
				and (cast(:number as bigint) is null or o.number = cast(:number as bigint))
				and (cast(:named as uuid[]) is null or o.member_id = any(cast(:named as uuid[])))
				and (cast(:at as timestamptz) is null
				    or (r.requested_at, r.id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by r.requested_at desc, r.id desc limit :limit
				""")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("pending", filter.pending())
			.param("number", filter.number())
			.param("named", (named != null) ? named.stream().map(MemberId::toString).toArray(String[]::new) : null)
			.params(Slice.byTime(after))
			.param("limit", size + 1)
			.query(OrderRefunds::summary)
			.list();
		return Slice.of(rows, size, row -> List.of(row.requestedAt(), row.id()));
	}

	/**
	 * What the plans of an order's memberships give back today, by line; none where they
	 * leave it open.
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Map<UUID, RefundProposal> proposals(OrderId order) {
		return policies.proposals(register.require(order));
	}

	/**
	 * The lines of an order that were trials and were taken off another one: whoever may
	 * not approve refunds pays nothing of them back.
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Set<UUID> takenOff(OrderId order) {
		return policies.takenOff(register.require(order));
	}

	/** The requests of an order, latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<RefundRequestSummary> requestsOf(OrderId order) {
		MemberScope.Limit limited = scope.on("o.member_id");
		return jdbc.sql(REQUESTS + limited.sql() + " and r.order_id = :order order by r.requested_at desc limit 50")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("order", order.id())
			.query(OrderRefunds::summary)
			.list();
	}

	/**
	 * The order, locked. Who refunds a trial is to know whether it was taken off another
	 * order: if that was done while they waited for the lock, they are told.
	 * @throws OrderRefused if so, or if there is none
	 */
	private Order requireAsSeen(OrderId id) {
		Set<UUID> seen = policies.takenOff(register.linesOf(id));
		Order order = register.requireToMove(id);
		if (!policies.takenOff(order).equals(seen)) {
			throw OrderRefused.moved();
		}
		return order;
	}

	private static RefundPlan plan(Order order, @Nullable UUID line, @Nullable Money amount) {
		if (line != null) {
			return (amount != null) ? order.refundOfLine(line, amount) : order.refundOfLine(line);
		}
		return (amount != null) ? order.refundOf(amount) : order.refundOfRest();
	}

	private UUID payBack(Order order, RefundPlan refund, PaymentMethod method, String reason, @Nullable UUID request,
			boolean ends) {
		Instant now = clock.instant();
		Map<String, ?> before = Map.of("state", order.getState(), "refunded", order.refunded());
		UUID id = register.refund(order, refund, words.of(order.getMember(), reason), request, now);
		return writes.together(() -> {
			settlement.refunded(order, refund, id, method, ends, now);
			audit.record("order.refunded", OrderService.OBJECT, order.getId(), before,
					Map.of("state", order.getState(), "refunded", order.refunded()));
			overtake(order, now);
			return id;
		});
	}

	/**
	 * What waits for money of which nothing is left is settled: it was paid back
	 * otherwise, and nobody has to decline it.
	 */
	private void overtake(Order order, Instant now) {
		UUID[] gone = order.getLines()
			.stream()
			.filter(line -> line.left() == 0)
			.map(OrderLine::getId)
			.toArray(UUID[]::new);
		jdbc.sql("""
				update refund_requests set state = 'OVERTAKEN', decided_at = :now, decided_by_name = :actor,
				    version = version + 1
				where organization_id = :organization and order_id = :order and state = 'PENDING'
				and (:whole or line_id = any(:gone))
				returning amount_minor, currency
				""")
			.param("now", Timestamp.from(now))
			.param("actor", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("order", order.getId().id())
			.param("whole", order.getState() == OrderState.REFUNDED)
			.param("gone", gone)
			.query((row, number) -> new Money(row.getLong("amount_minor"), row.getString("currency")))
			.list()
			.forEach(amount -> audit.record("order.refund-overtaken", OrderService.OBJECT, order.getId(),
					Map.of("amount", amount)));
	}

	private UUID request(Order order, RefundPlan refund, RefundAsk ask) {
		UUID id = Ids.next();
		Actor actor = OnBehalf.actor();
		try {
			jdbc.sql(
					"""
							insert into refund_requests (organization_id, id, version, order_id, line_id, amount_minor, currency,
							    method, reason, state, requested_at, requested_by, requested_by_name, ends_membership, used_too)
							values (:organization, :id, 0, :order, :line, :minor, :currency, :method, :reason, 'PENDING', :now,
							    :actor, :actorName, :ends, :usedToo)
							""")
				.param("organization", tenancy.current())
				.param("id", id)
				.param("order", order.getId().id())
				.param("line", ask.line())
				.param("minor", refund.amount().minor())
				.param("currency", refund.amount().currency())
				.param("method", ask.method().name())
				.param("reason", words.of(order.getMember(), ask.reason()))
				.param("now", Timestamp.from(clock.instant()))
				.param("actor", actor.id())
				.param("actorName", actor.name())
				.param("ends", ask.endsMembership())
				.param("usedToo", ask.usedToo())
				.update();
		}
		catch (DuplicateKeyException waiting) {
			throw OrderRefused.requestedAlready();
		}
		audit.record("order.refund-requested", OrderService.OBJECT, order.getId(), Map.of("amount", refund.amount()));
		return id;
	}

	private RefundRequestSummary find(UUID request) {
		MemberScope.Limit limited = scope.on("o.member_id");
		return jdbc.sql(REQUESTS + limited.sql() + " and r.id = :id")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("id", request)
			.query(OrderRefunds::summary)
			.optional()
			.orElseThrow(OrderRefused::unknownRequest);
	}

	/** Behind the lock of its order. */
	private void decide(RefundRequestSummary asked, String state, @Nullable String note) {
		int decided = jdbc.sql("""
				update refund_requests set state = :state, decided_at = :now, decided_by_name = :actor,
				    decision_note = :note, version = version + 1
				where organization_id = :organization and id = :id and state = 'PENDING'
				""")
			.param("state", state)
			.param("now", Timestamp.from(clock.instant()))
			.param("actor", OnBehalf.actor().name())
			.param("note", (note != null) ? words.of(asked.member(), note.strip()) : null)
			.param("organization", tenancy.current())
			.param("id", asked.id())
			.update();
		if (decided == 0) {
			throw OrderRefused.decided();
		}
	}

	private static RefundRequestSummary summary(ResultSet row, int number) throws SQLException {
		return new RefundRequestSummary(row.getObject("id", UUID.class),
				new OrderId(row.getObject("order_id", UUID.class)), row.getLong("number"),
				new MemberId(row.getObject("member_id", UUID.class)),
				new Money(row.getLong("amount_minor"), row.getString("currency")), row.getString("reason"),
				row.getString("state"), row.getTimestamp("requested_at").toInstant(),
				row.getString("requested_by_name"), Rows.instant(row, "decided_at"), row.getString("decided_by_name"),
				row.getString("decision_note"), row.getBoolean("used_too"));
	}

	private record Row(@Nullable UUID lineId, String method, boolean endsMembership, boolean usedToo) {
	}

}
