package io.guildhall.claim;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.guildhall.community.Carrier;
import io.guildhall.coupon.CouponClaim;
import io.guildhall.coupon.CouponClaiming;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.NewIdentity;
import io.guildhall.onboarding.FormGate;
import io.guildhall.onboarding.FormToken;
import io.guildhall.onboarding.PublicCodes;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.OnBehalf;
import io.guildhall.staff.Lockout;
import io.guildhall.staff.LoginGuard;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * The public pages by which members take coupons, without a login (ADR 122). The address
 * alone tells whose page it is, and on a personal one who follows it; what is done there
 * is done by the house, for that organization. Who tries addresses that are none is
 * slowed down, and told no more than that. A right one always opens: behind one network
 * address there may be a whole city of telephones, and signatures need no lock.
 */
@Slf4j
@Service
@RequiredArgsConstructor
public class ClaimDoor {

	private final ClaimReading reading;

	private final CouponClaiming claiming;

	private final MemberIdentities identities;

	private final PublicCodes codes;

	private final FormGate gate;

	private final LoginGuard guard;

	private final Idempotency idempotency;

	private final OnBehalf onBehalf;

	private final Clock clock;

	/** Who follows a personal link: the member as signed, and as they go today. */
	private record Follower(ClaimReading.Opened link, @Nullable MemberId member) {
	}

	/**
	 * The page of a personal link.
	 * @param address of who asks
	 * @throws ClaimRefused if it is none, or was altered
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public ClaimPage byPerson(String token, String address) {
		return behind(token, address, this::page);
	}

	/**
	 * The member of a personal link presses the button.
	 * @param look that stood in the form, so that pressing it twice is once
	 * @throws ClaimRefused as {@link #byPerson}
	 */
	public ClaimAttempt takeByPerson(String token, String look, String address) {
		return behind(token, address, follower -> {
			ClaimPage.State state = page(follower).state();
			MemberId member = follower.member();
			// Whether it is still so is settled where it is taken; but a closed link is
			// none.
			if (member == null || state == ClaimPage.State.NOT_FOR_YOU || state == ClaimPage.State.ENDED) {
				return ClaimAttempt.refused("claim.state." + state);
			}
			return take(follower.link(), member, member + "/" + look);
		});
	}

	/**
	 * The page of a group's link.
	 * @throws ClaimRefused if no link has the code
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public ClaimPage byGroup(String code, String address) {
		PublicCodes.Place place = place(code, address);
		return onBehalf.ofSystem(place.organization(), () -> {
			ClaimReading.Opened link = opened(place, ClaimLinkKind.GROUP, address);
			String form = new FormToken(UUID.randomUUID(), link.id(), clock.instant(), 0).sign(link.key());
			return reading.page(link, null, false, form);
		});
	}

	/**
	 * Somebody says on the page of a group who they are, and presses the button.
	 * @throws ClaimRefused as {@link #byGroup}
	 */
	public ClaimAttempt takeByGroup(String code, ClaimForm form) {
		// Contacts are guessed more easily than signatures.
		guard.requireFree(subject(form.address()));
		PublicCodes.Place place = place(code, form.address());
		return onBehalf.ofSystem(place.organization(), () -> {
			ClaimReading.Opened link = opened(place, ClaimLinkKind.GROUP, form.address());
			if (reading.page(link, null, false, "").state() == ClaimPage.State.ENDED) {
				return ClaimAttempt.refused("claim.state.ENDED");
			}
			FormGate.Judged judged = gate.judge(link.id(), link.key(), form.token(), form.trap(), form.address(),
					clock.instant());
			FormGate.Verdict verdict = judged.verdict();
			if (verdict != FormGate.Verdict.ADMITTED) {
				if (verdict.suspects()) {
					reading.refused(link.id());
					log.warn("Claim link {} was sent a form that is refused: {}", link.id(), verdict);
				}
				return new ClaimAttempt(verdict.code(), verdict == FormGate.Verdict.TOO_OFTEN);
			}
			UUID shown = Objects.requireNonNull(judged.token()).form();
			NewIdentity contact = identity(form);
			if (!contact.isWhole()) {
				return ClaimAttempt.refused("claim.contact.wrong");
			}
			MemberId member = identities.owners(List.of(contact)).get(contact);
			UUID group = link.group();
			if (member == null || group == null || !reading.isIn(group, member)) {
				count(link, form.address(), "a contact of nobody whom it is for");
				return ClaimAttempt.refused("claim.state.NOT_FOR_YOU");
			}
			return take(link, member, shown.toString());
		});
	}

	private ClaimAttempt take(ClaimReading.Opened link, MemberId member, String once) {
		try {
			claiming.claim(new CouponClaim(link.batch(), member, null, link.id()), idempotency
				.asked("claim-link/" + link.id() + "/" + once, List.of(link.id(), member), CouponSummary.class));
			return ClaimAttempt.TAKEN;
		}
		catch (Idempotency.KeyRefused replayed) {
			reading.refused(link.id());
			log.warn("Claim link {} was sent a form of somebody else again", link.id());
			return ClaimAttempt.refused("onboarding.form.old");
		}
		catch (DomainException refusal) {
			return ClaimAttempt.refused(switch (refusal.getCode()) {
				case "coupon.sold-out", "coupon.budget-spent" -> "claim.state.SOLD_OUT";
				case "coupon.limit-reached" -> "claim.state.YOURS";
				case "coupon.not-open" -> "claim.state.NOT_YET";
				case "coupon.batch-over" -> "claim.state.ENDED";
				default -> "claim.state.NOT_FOR_YOU";
			});
		}
	}

	private ClaimPage page(Follower follower) {
		return reading.page(follower.link(), follower.member(), follower.member() == null,
				UUID.randomUUID().toString());
	}

	/** Believes nothing of a personal link before its signature. */
	private <T> T behind(String text, String address, Function<Follower, T> work) {
		ClaimToken token = ClaimToken.read(text).orElseThrow(() -> wrong(null, address, "a broken address"));
		PublicCodes.Place place = place(token.code(), address);
		return onBehalf.ofSystem(place.organization(), () -> {
			ClaimReading.Opened link = opened(place, ClaimLinkKind.PERSONAL, address);
			Optional<UUID> member = token.member(link.key(), link.id());
			if (member.isEmpty()) {
				throw wrong(link, address, "a signature that is not ours");
			}
			return work.apply(new Follower(link, reading.member(member.get()).orElse(null)));
		});
	}

	private PublicCodes.Place place(String code, String address) {
		return codes.find(ClaimLinks.KIND, code)
			.orElseThrow(() -> wrong(null, address, "a code that there is none of"));
	}

	private ClaimReading.Opened opened(PublicCodes.Place place, ClaimLinkKind kind, String address) {
		return reading.link(place.subject(), kind).orElseThrow(() -> wrong(null, address, "a link of the other kind"));
	}

	private ClaimRefused wrong(ClaimReading.@Nullable Opened link, String address, String what) {
		count(link, address, what);
		return ClaimRefused.unknown();
	}

	/** Ids only go into logs: no address, no token, nobody's name. */
	private void count(ClaimReading.@Nullable Opened link, String address, String what) {
		log.warn("Claim link {} was followed with {}", (link != null) ? link.id() : "(none)", what);
		if (link != null) {
			reading.refused(link.id());
		}
		guard.count(subject(address), Lockout.ADDRESS);
	}

	private static String subject(String address) {
		return "claim/" + FormGate.network(address);
	}

	private static NewIdentity identity(ClaimForm form) {
		return switch (form.kind()) {
			case PHONE -> NewIdentity.phone(form.contact());
			case EMAIL -> NewIdentity.email(form.contact());
			case WECHAT -> NewIdentity.handle(Carrier.WECHAT, form.contact());
		};
	}

}
