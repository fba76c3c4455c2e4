package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.membership.MembershipId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Checks benefits off, and takes that back. */
@Service
@Transactional
@RequiredArgsConstructor
public class BenefitUses {

	private static final int LONGEST = 200;

	/** That of a program, and before it by which door it came. */
	private static final int LONGEST_KEY = 210;

	private final BenefitCounter counter;

	private final BenefitUseRows rows;

	private final PurchaseRows purchases;

	private final MemberScope scope;

	private final KeptWords words;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * A member uses a benefit once. Who uses something of one membership at the same time
	 * waits for the other and is counted behind it, so there are never more uses than
	 * there is quota. Again with the same key it is the same use.
	 * @param benefit its name, or that of a product that they bought
	 * @param membership of which; null for whatever of it ends first
	 * @param key of this use and no other
	 * @throws BenefitRefused if the member may not use it, with the reason
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public BenefitUse use(MemberId member, String benefit, @Nullable MembershipId membership, String key) {
		requireKey(key);
		BenefitCounter.Outcome outcome = counter.take(member, BenefitWish.of(benefit),
				(membership != null) ? BenefitSource.of(membership) : null, key, organizations.today());
		BenefitUse use = outcome.use();
		if (use == null) {
			throw BenefitRefused.no(outcome.access(), benefit);
		}
		return counted(use, use.member().equals(member) && use.benefit().equals(benefit)
				&& (membership == null || membership.equals(use.membership())));
	}

	/**
	 * Checks off what is asked for.
	 * @throws BenefitRefused if it names neither a member with a benefit nor a line, or
	 * both, or it may not be used
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public BenefitUse use(BenefitAsk ask, String key) {
		MemberId member = ask.member();
		String benefit = ask.benefit();
		if (ask.line() != null && benefit == null && ask.membership() == null) {
			return useBought(ask.line(), ask.day(), key);
		}
		if (ask.line() != null || ask.day() != null || member == null || benefit == null) {
			throw BenefitRefused.ofOne();
		}
		return use(member, benefit, ask.membership(), key);
	}

	/**
	 * One of what the line of an order bought is used: a session, a use of a package, the
	 * seat of a camp on one of its days.
	 * @param day on which it was used, which is not to come; null for today
	 * @param key of this use and no other
	 * @throws BenefitRefused if it may not be used, with the reason
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public BenefitUse useBought(UUID line, @Nullable LocalDate day, String key) {
		requireKey(key);
		LocalDate today = organizations.today();
		LocalDate used = (day != null) ? day : today;
		if (used.isAfter(today)) {
			throw BenefitRefused.future();
		}
		Purchase purchase = purchases.ofLines(List.of(line))
			.stream()
			.filter(found -> scope.contains(found.member()))
			.findFirst()
			.orElseThrow(() -> BenefitRefused.unknownPurchase(line));
		BenefitWish wish = new BenefitWish(purchase.name(), purchase.product());
		BenefitCounter.Outcome outcome = counter.take(purchase.member(), wish, BenefitSource.of(line), key, used);
		BenefitUse use = outcome.use();
		if (use == null) {
			throw BenefitRefused.no(outcome.access(), purchase.name());
		}
		return counted(use, line.equals(use.line()) && use.usedOn().equals(used));
	}

	private static void requireKey(String key) {
		if (key.isBlank() || key.length() > LONGEST_KEY) {
			throw BenefitRefused.key();
		}
	}

	private static BenefitUse counted(BenefitUse use, boolean same) {
		if (!same) {
			throw BenefitRefused.keyOfAnother();
		}
		if (!use.counts()) {
			throw BenefitRefused.undoneAlready();
		}
		return use;
	}

	/**
	 * Takes a use back: it counts no more, and can be used again where its period is not
	 * over. That of a seat goes back with its booking: somebody would keep the seat for
	 * nothing.
	 * @throws BenefitRefused if there is none, it was taken back already, it holds a seat
	 * that is booked, or the reason is missing
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public BenefitUse undo(BenefitUseId id, String reason) {
		BenefitUse use = get(id);
		if (reason.isBlank() || reason.strip().length() > LONGEST) {
			throw BenefitRefused.reason();
		}
		if (use.counts() && isBooked(use)) {
			throw BenefitRefused.booked();
		}
		if (counter.giveBack(List.of(use), words.of(use.member(), reason.strip())).isEmpty()) {
			throw BenefitRefused.undoneAlready();
		}
		return get(id);
	}

	private boolean isBooked(BenefitUse use) {
		return jdbc
			.sql("""
					select exists (select from benefit_bookings where organization_id = :organization and member_id = :member
					    and use_id = :use and state = 'BOOKED')
					""")
			.param("organization", tenancy.current())
			.param("member", use.member().id())
			.param("use", use.id().id())
			.query(Boolean.class)
			.single();
	}

	/**
	 * A use.
	 * @throws BenefitRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public BenefitUse get(BenefitUseId id) {
		return rows.seen("and u.id = :id", Map.of("id", id.id()))
			.stream()
			.findFirst()
			.orElseThrow(() -> BenefitRefused.unknown(id));
	}

	/**
	 * Uses, the latest first, with those that were taken back.
	 * @param member whose; null for everybody's
	 * @param benefit of which; null for all
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<BenefitUse> list(@Nullable MemberId member, @Nullable String benefit, @Nullable String after) {
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("member", (member != null) ? member.id() : null);
		parameters.put("benefit", (benefit != null && !benefit.isBlank()) ? benefit : null);
		parameters.putAll(Slice.byTime(after));
		parameters.put("limit", Slice.PAGE + 1);
		List<BenefitUse> uses = rows.seen(
				"""
						and (cast(:member as uuid) is null or u.member_id = cast(:member as uuid))
						and (cast(:benefit as text) is null or u.benefit = :benefit)
						and (cast(:at as timestamptz) is null or (u.used_at, u.id) < (cast(:at as timestamptz), cast(:id as uuid)))
						order by u.used_at desc, u.id desc limit :limit
						""",
				parameters);
		return Slice.of(uses, Slice.PAGE, use -> List.of(use.usedAt(), use.id()));
	}

	/** The reasons are words about a person, and go with them. */
	@EventListener
	void forget(MemberErased erased) {
		jdbc.sql("""
				update benefit_uses set undo_reason = ''
				where organization_id = :organization and member_id = :member and undone_at is not null
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

}
