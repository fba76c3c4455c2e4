package io.guildhall.coupon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.journal.Posting;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What members owe because of coupons that they had used before what gave them was taken
 * back. It stands among what is owed to the organization until somebody ends it.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CouponDebts {

	private static final String SOURCE = "COUPON_DEBT";

	private static final String DEBTS = """
			select d.*, c.code, c.member_id from coupon_debts d
			join coupons c on c.organization_id = d.organization_id and c.id = d.coupon_id
			where d.organization_id = :organization
			""";

	private final CouponRepository coupons;

	private final CouponRegister register;

	private final JournalService journal;

	private final MemberScope scope;

	private final KeptWords words;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What a recalled coupon took off is owed from now on; an open debt stays as it is.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void book(Coupon coupon, UUID order) {
		Instant now = clock.instant();
		Money amount = new Money(Objects.requireNonNull(coupon.getDiscountMinor()), coupon.getTerms().currency());
		int booked = jdbc
			.sql("""
					insert into coupon_debts (organization_id, coupon_id, order_id, amount_minor, currency, reason, booked_at)
					values (:organization, :coupon, :order, :minor, :currency, :reason, :now)
					on conflict (organization_id, coupon_id) do update
					set order_id = excluded.order_id, amount_minor = excluded.amount_minor, reason = excluded.reason,
					    booked_at = excluded.booked_at, ended_at = null, ended_as = null, ended_note = null, ended_by_name = null
					where coupon_debts.ended_at is not null
					""")
			.params(named(coupon.getId()))
			.param("order", order)
			.param("minor", amount.minor())
			.param("currency", amount.currency())
			.param("reason", coupon.getRecalledReason())
			.param("now", Timestamp.from(now))
			.update();
		if (booked > 0) {
			post(coupon, "BOOKED/" + order, now, amount);
			register.moved(coupon, CouponState.USED, "owed", coupon.getRecalledReason(), order);
			audit.record("coupon.owed", "coupon", coupon.getId(), Map.of("amount", amount));
		}
	}

	/**
	 * The order in which it was used is refunded: nothing was taken off any more. What
	 * the member paid for that is to go back, and is owed to them until it went.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void fallAway(Coupon coupon, UUID order) {
		Instant now = clock.instant();
		end(coupon.getId(), CouponDebt.End.FELL_AWAY, null, null, now)
			.ifPresent(amount -> post(coupon, "FELL_AWAY/" + order, now, amount.negated()));
		move(coupon.getId(), CouponDebt.End.RECEIVED, CouponDebt.End.TO_RETURN, null, null, now).ifPresent(amount -> {
			journal.post(new Posting(SOURCE, coupon.getId().id(), CouponDebt.End.TO_RETURN + "/" + order, now,
					List.of(Posting.Line.debit(Account.ADJUSTMENT, amount, coupon.getMember()),
							Posting.Line.credit(Account.REFUND_PAYABLE, amount, coupon.getMember()))));
			register.moved(coupon, coupon.getState(), "owed-to-return", null, order);
			audit.record("coupon.owed-to-return", "coupon", coupon.getId(), Map.of("amount", amount));
		});
	}

	/**
	 * The debts, latest first, of members whom who asks may see.
	 * @param open only those that somebody has to see to: that nobody has ended, or whose
	 * money is to go back
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<CouponDebt> list(boolean open, @Nullable String after) {
		MemberScope.Limit limited = scope.on("c.member_id");
		List<CouponDebt> rows = jdbc.sql(DEBTS + limited.sql() + """
				and (not :open or d.ended_at is null or d.ended_as = 'TO_RETURN')
				and (cast(:at as timestamptz) is null
				    or (d.booked_at, d.coupon_id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by d.booked_at desc, d.coupon_id desc limit :limit
				""")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("open", open)
			.params(Slice.byTime(after))
			.param("limit", Slice.PAGE + 1)
			.query(CouponDebts::debt)
			.list();
		return Slice.of(rows, Slice.PAGE, debt -> List.of(debt.bookedAt(), debt.coupon()));
	}

	/** What is owed because of a coupon, or was. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Optional<CouponDebt> of(CouponId coupon) {
		MemberScope.Limit limited = scope.on("c.member_id");
		return jdbc.sql(DEBTS + limited.sql() + " and d.coupon_id = :coupon")
			.params(limited.parameters())
			.params(named(coupon))
			.query(CouponDebts::debt)
			.optional();
	}

	/**
	 * Ends a debt: the member paid it, or is let off.
	 * @param received whether it was paid
	 * @param note why, or how it was paid
	 * @throws CouponRefused if there is none that is open, or no reason
	 */
	@May(Permission.REFUND_APPROVE)
	public CouponDebt end(CouponId id, boolean received, String note) {
		CouponIssuing.requireReason(note);
		Coupon coupon = coupons.requireToMove(id);
		if (!scope.contains(coupon.getMember())) {
			throw CouponRefused.unknown(id);
		}
		Instant now = clock.instant();
		CouponDebt.End how = received ? CouponDebt.End.RECEIVED : CouponDebt.End.WAIVED;
		String why = words.of(coupon.getMember(), note.strip());
		Money amount = end(id, how, why, OnBehalf.actor().name(), now).orElseThrow(CouponRefused::noDebt);
		UUID order = coupon.getOrderId();
		journal.post(new Posting(SOURCE, id.id(), how + "/" + order, now,
				List.of(Posting.Line.debit(received ? Account.CASH : Account.ADJUSTMENT, amount, coupon.getMember()),
						Posting.Line.credit(Account.RECEIVABLE, amount, coupon.getMember()))));
		register.moved(coupon, coupon.getState(), received ? "owed-received" : "owed-waived", why, order);
		audit.record(received ? "coupon.owed-received" : "coupon.owed-waived", "coupon", id, Map.of("amount", amount));
		return of(id).orElseThrow();
	}

	/**
	 * What a member had paid for a debt went back to them, since the order in which the
	 * coupon was used was refunded.
	 * @param note how it went back
	 * @throws CouponRefused if there is nothing to give back, or no note
	 */
	@May(Permission.REFUND_APPROVE)
	public CouponDebt returned(CouponId id, String note) {
		CouponIssuing.requireReason(note);
		Coupon coupon = coupons.requireToMove(id);
		if (!scope.contains(coupon.getMember())) {
			throw CouponRefused.unknown(id);
		}
		CouponDebt debt = of(id).orElseThrow(CouponRefused::noDebt);
		Instant now = clock.instant();
		String how = words.of(coupon.getMember(), note.strip());
		Money amount = move(id, CouponDebt.End.TO_RETURN, CouponDebt.End.RETURNED, how, OnBehalf.actor().name(), now)
			.orElseThrow(CouponRefused::noDebt);
		journal.post(new Posting(SOURCE, id.id(), CouponDebt.End.RETURNED + "/" + debt.order(), now,
				List.of(Posting.Line.debit(Account.REFUND_PAYABLE, amount, coupon.getMember()),
						Posting.Line.credit(Account.CASH, amount, coupon.getMember()))));
		register.moved(coupon, coupon.getState(), "owed-returned", how, debt.order());
		audit.record("coupon.owed-returned", "coupon", id, Map.of("amount", amount));
		return of(id).orElseThrow();
	}

	/** Once, whoever does it at the same time. */
	private Optional<Money> move(CouponId id, CouponDebt.End from, CouponDebt.End to, @Nullable String note,
			@Nullable String by, Instant now) {
		return jdbc.sql("""
				update coupon_debts set ended_at = :now, ended_as = :to, ended_note = cast(:note as text),
				    ended_by_name = cast(:by as text)
				where organization_id = :organization and coupon_id = :coupon and ended_as = :from
				returning amount_minor as minor, currency
				""")
			.params(named(id))
			.param("from", from.name())
			.param("to", to.name())
			.param("note", note)
			.param("by", by)
			.param("now", Timestamp.from(now))
			.query(Money.class)
			.optional();
	}

	private Optional<Money> end(CouponId id, CouponDebt.End how, @Nullable String note, @Nullable String by,
			Instant now) {
		return jdbc.sql("""
				update coupon_debts set ended_at = :now, ended_as = :how, ended_note = cast(:note as text),
				    ended_by_name = cast(:by as text)
				where organization_id = :organization and coupon_id = :coupon and ended_at is null
				returning amount_minor as minor, currency
				""")
			.params(named(id))
			.param("how", how.name())
			.param("note", note)
			.param("by", by)
			.param("now", Timestamp.from(now))
			.query(Money.class)
			.optional();
	}

	/** What is owed is revenue that was given away before, shown as a correction. */
	private void post(Coupon coupon, String reason, Instant at, Money amount) {
		MemberId member = coupon.getMember();
		journal.post(new Posting(SOURCE, coupon.getId().id(), reason, at,
				List.of(Posting.Line.debit(Account.RECEIVABLE, amount, member),
						Posting.Line.credit(Account.ADJUSTMENT, amount, member))));
	}

	private Map<String, Object> named(CouponId coupon) {
		return Map.of("organization", tenancy.current(), "coupon", coupon.id());
	}

	private static CouponDebt debt(ResultSet row, int number) throws SQLException {
		String end = row.getString("ended_as");
		return new CouponDebt(new CouponId(row.getObject("coupon_id", UUID.class)), row.getString("code"),
				new MemberId(row.getObject("member_id", UUID.class)), row.getObject("order_id", UUID.class),
				new Money(row.getLong("amount_minor"), row.getString("currency")), row.getString("reason"),
				row.getTimestamp("booked_at").toInstant(), Rows.instant(row, "ended_at"),
				(end != null) ? CouponDebt.End.valueOf(end) : null, row.getString("ended_note"),
				row.getString("ended_by_name"));
	}

}
