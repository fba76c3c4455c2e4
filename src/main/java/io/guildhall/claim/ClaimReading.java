package io.guildhall.claim;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
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
import io.guildhall.link.LinkDoor;
import io.guildhall.link.LinkRefused;
import io.guildhall.link.PublicLink;
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
	 */
	record Opened(PublicLink link, BatchId batch) implements LinkDoor.Opened {
	}

	/** The door by which who follows a link comes in. */
	static LinkDoor<Opened> door(ClaimReading reading) {
		return new LinkDoor<>(ClaimLinks.TABLE, reading::find, LinkRefused::unknown);
	}

	/** A link of the organization. */
	Optional<Opened> find(UUID id) {
		return jdbc.sql("select * from claim_links where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query((row, number) -> new Opened(PublicLink.read(row),
					new BatchId(row.getObject("batch_id", UUID.class))))
			.optional();
	}

	/**
	 * The page of a link.
	 * @param member who follows it; null on the page of a group
	 * @param gone whether the member that it names is none any more
	 * @param form what its form is to carry
	 */
	ClaimPage page(Opened opened, @Nullable MemberId member, boolean gone, String form) {
		PublicLink link = opened.link();
		BatchOffer offer = batches.offer(opened.batch());
		OrganizationDetails organization = organizations.current();
		Instant now = clock.instant();
		LocalDate today = organization.dayOf(now);
		LocalDate last = offer.lastDay(today);
		List<CouponSummary> taken = (member != null) ? coupons.taken(opened.batch(), member) : List.of();
		ClaimPage.State state = state(offer, link.closed() || organization.suspended() || last.isBefore(today),
				taken.size());
		if (state == ClaimPage.State.OPEN && member != null && !batches.isFor(opened.batch(), member)) {
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

}
