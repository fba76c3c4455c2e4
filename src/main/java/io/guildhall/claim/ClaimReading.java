package io.guildhall.claim;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.BatchOffer;
import io.guildhall.coupon.BatchState;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** How a link stands, for whoever follows it. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class ClaimReading {

	private final CouponBatches batches;

	private final CouponService coupons;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What the door needs to know of a link.
	 *
	 * @param secret in hexadecimal digits
	 */
	record Opened(UUID id, BatchId batch, ClaimLinkKind kind, String title, @Nullable UUID group, String secret,
			boolean closed) {

		/** What signs for it. */
		byte[] key() {
			return HexFormat.of().parseHex(secret);
		}

	}

	/** The link, of the kind that stands before its code. */
	Optional<Opened> link(UUID id, ClaimLinkKind kind) {
		return jdbc.sql("""
				select batch_id, kind, title, group_id, secret, closed_at is not null from claim_links
				where organization_id = :organization and id = :id and kind = :kind
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("kind", kind.name())
			.query((row, number) -> new Opened(id, new BatchId(row.getObject(1, UUID.class)),
					ClaimLinkKind.valueOf(row.getString(2)), row.getString(3), row.getObject(4, UUID.class),
					HexFormat.of().formatHex(row.getBytes(5)), row.getBoolean(6)))
			.optional();
	}

	/** The member, as whom they go today; empty for one who is none any more. */
	Optional<MemberId> member(UUID named) {
		return jdbc.sql("""
				select m.member_id from member_facts m where m.organization_id = :organization and m.state = 'ACTIVE'
				and m.member_id = coalesce((select a.into_id from member_alias_facts a
				    where a.organization_id = :organization and a.member_id = :member), :member)
				""")
			.param("organization", tenancy.current())
			.param("member", named)
			.query(UUID.class)
			.optional()
			.map(MemberId::new);
	}

	/** Whether the member is in the group now. */
	boolean isIn(UUID group, MemberId member) {
		return jdbc.sql("""
				select exists (select from member_group_facts where organization_id = :organization
				and member_id = :member and group_id = :group and left_at is null)
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("group", group)
			.query(Boolean.class)
			.single();
	}

	/**
	 * The page of a link.
	 * @param member who follows it; null on the page of a group
	 * @param gone whether the member that it names is none any more
	 * @param form what its form is to carry
	 */
	ClaimPage page(Opened link, @Nullable MemberId member, boolean gone, String form) {
		BatchOffer offer = batches.offer(link.batch());
		OrganizationDetails organization = organizations.current();
		Instant now = clock.instant();
		LocalDate today = organization.dayOf(now);
		LocalDate last = offer.lastDay(today);
		List<CouponSummary> taken = (member != null) ? coupons.taken(link.batch(), member) : List.of();
		ClaimPage.State state = state(offer, link.closed() || organization.suspended() || last.isBefore(today),
				taken.size());
		if (state == ClaimPage.State.OPEN && member != null && !batches.isFor(link.batch(), member)) {
			state = ClaimPage.State.NOT_FOR_YOU;
		}
		CouponSummary latest = taken.isEmpty() ? null : taken.get(0);
		return new ClaimPage(link.kind(), organization.name(), link.title(), offer.terms(), offer.firstDay(today), last,
				offer.left(), gone ? ClaimPage.State.NOT_FOR_YOU : state, latest,
				(latest != null) ? organization.dayOf(latest.lastSecond()) : null, form);
	}

	private static ClaimPage.State state(BatchOffer offer, boolean over, int taken) {
		if (taken >= offer.perMember()) {
			return ClaimPage.State.YOURS;
		}
		if (over || offer.state() == BatchState.ENDED) {
			return ClaimPage.State.ENDED;
		}
		if (offer.state() != BatchState.ACTIVE) {
			return ClaimPage.State.NOT_YET;
		}
		return (offer.left() > 0) ? ClaimPage.State.OPEN : ClaimPage.State.SOLD_OUT;
	}

	/** Somebody followed the link for whom it is not, or with what is not ours. */
	@Transactional
	void refused(UUID link) {
		jdbc.sql("update claim_links set refused = refused + 1 where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", link)
			.update();
	}

}
