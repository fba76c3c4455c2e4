package io.guildhall.card;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.springframework.stereotype.Service;

import io.guildhall.coupon.CouponRefused;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.link.PublicCodes;
import io.guildhall.link.WrongLinks;
import io.guildhall.member.MemberId;
import io.guildhall.onboarding.Attempt;
import io.guildhall.onboarding.JoinDoor;
import io.guildhall.onboarding.JoinPage;
import io.guildhall.onboarding.Submission;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;

/**
 * The public page of a card, for whoever holds one. The code alone tells whose card it
 * is; who joins does so by the card's channel. Who tries codes that there are none of is
 * slowed down, and told the same as everybody.
 */
@Service
@RequiredArgsConstructor
public class CardDoor {

	private final CardClaiming claiming;

	private final JoinDoor door;

	private final WrongLinks misses;

	private final PublicCodes codes;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Clock clock;

	/** Where a code leads. */
	private record Place(UUID organization, CardId card) {
	}

	/**
	 * The page of a card.
	 * @param typed the code, as it was typed or scanned
	 * @param address of who asks
	 * @throws CardRefused if it is no code of a card
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public CardPage page(String typed, String address) {
		Place place = place(typed, address);
		return onBehalf.ofSystem(place.organization(), () -> {
			CardClaiming.Held held = claiming.held(place.card());
			boolean first = claiming.scanned(place.card(), clock.instant().truncatedTo(ChronoUnit.MICROS));
			if (held.refusal() != null) {
				claiming.refused(place.card());
			}
			JoinPage join = door.page(held.channel(), place.card().id(), first && held.refusal() == null);
			return new CardPage(held.code().grouped(), held.title(), held.text(), held.lastDay(), join,
					held.channelCode(), (held.refusal() != null) ? "card.refused." + held.refusal() : null);
		});
	}

	/**
	 * Somebody sends the form of a card: they join, and claim it.
	 * @throws CardRefused if it is no code of a card, or the card does not count; then
	 * nobody joined
	 * @throws io.guildhall.staff.StaffRefused if too many wrong codes came from there
	 */
	public Attempt claim(String typed, Submission form) {
		Place place = place(typed, form.address());
		return onBehalf.ofSystem(place.organization(), () -> {
			CardClaiming.Held held = claiming.held(place.card());
			if (held.refusal() != null && held.claim() == null) {
				throw CardRefused.because(held.refusal());
			}
			try {
				Attempt attempt = door.join(held.channel(), form,
						(member, join, now) -> claim(place, member, join, now));
				boolean ofAnotherCard = attempt.state() == Attempt.State.JOINED && attempt.join() != null
						&& !attempt.join().equals(claiming.held(place.card()).claim());
				return ofAnotherCard ? Attempt.again("onboarding.form.old") : attempt;
			}
			catch (CouponRefused refusal) {
				throw CardRefused.unavailable();
			}
		});
	}

	private void claim(Place place, MemberId member, UUID join, Instant now) {
		claiming.claim(place.card(), member, join, now.truncatedTo(ChronoUnit.MICROS));
	}

	/**
	 * What who claimed a card is told, also after a reload.
	 * @param address of who asks
	 * @throws CardRefused if the card was not claimed so
	 */
	public ClaimedPage claimed(String typed, UUID join, String address) {
		Place place = place(typed, address);
		return onBehalf.ofSystem(place.organization(), () -> {
			CardClaiming.Given given = claiming.given(place.card(), join);
			CardClaiming.Held held = claiming.held(place.card());
			CouponSummary coupon = given.coupon();
			return new ClaimedPage(held.title(), coupon,
					(coupon != null) ? organizations.dayOf(coupon.lastSecond()) : null, given.points(),
					door.welcome(held.channel(), join));
		});
	}

	private Place place(String typed, String address) {
		CardCode code = CardCode.read(typed).orElseThrow(CardRefused::typo);
		misses.requireFree(CardBatches.KIND, address);
		return codes.find(CardBatches.KIND, code.letters())
			.map(place -> new Place(place.organization(), new CardId(place.subject())))
			.orElseThrow(() -> wrong(address));
	}

	/**
	 * A code that passes its check and that there is none of: hardly a slip of the hand.
	 */
	private CardRefused wrong(String address) {
		misses.count(CardBatches.KIND, address);
		return CardRefused.unknown();
	}

}
