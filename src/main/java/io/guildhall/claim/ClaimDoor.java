package io.guildhall.claim;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.guildhall.coupon.CouponClaim;
import io.guildhall.coupon.CouponClaiming;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.link.LinkDoor;
import io.guildhall.link.LinkGate;
import io.guildhall.link.LinkRefused;
import io.guildhall.link.PublicLink;
import io.guildhall.member.LinkedMembers;
import io.guildhall.member.MemberId;
import io.guildhall.onboarding.FormGate;
import io.guildhall.onboarding.FormToken;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import lombok.RequiredArgsConstructor;

/**
 * The public pages by which members take coupons, without a login (ADR 122). The address
 * alone tells whose page it is, and on a personal one who follows it.
 */
@Service
@RequiredArgsConstructor
public class ClaimDoor {

	private final ClaimReading reading;

	private final CouponClaiming claiming;

	private final LinkedMembers members;

	private final LinkGate gate;

	private final FormGate forms;

	private final Idempotency idempotency;

	private final Clock clock;

	/** Who follows a personal link: the member as signed, and as they go today. */
	private record Follower(ClaimReading.Opened link, @Nullable MemberId member) {
	}

	/**
	 * The page of a personal link.
	 * @param address of who asks
	 * @throws LinkRefused if it is none, or was altered
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public ClaimPage byPerson(String token, String address) {
		return behind(token, address, this::page);
	}

	/**
	 * The member of a personal link presses the button.
	 * @param look that stood in the form, so that pressing it twice is once
	 * @throws LinkRefused as {@link #byPerson}
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
	 * @throws LinkRefused if no link has the code
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public ClaimPage byGroup(String code, String address) {
		return gate.open(door(), code, address, link -> {
			String form = new FormToken(UUID.randomUUID(), link.link().id(), clock.instant(), 0)
				.sign(link.link().key());
			return reading.page(link, null, false, form);
		});
	}

	/**
	 * Somebody says on the page of a group who they are, and presses the button.
	 * @throws LinkRefused as {@link #byGroup}
	 */
	public ClaimAttempt takeByGroup(String code, ClaimForm form) {
		// Contacts are guessed more easily than signatures.
		gate.requireFree(door(), form.address());
		return gate.open(door(), code, form.address(), opened -> {
			PublicLink link = opened.link();
			if (reading.page(opened, null, false, "").state() == ClaimPage.State.ENDED) {
				return ClaimAttempt.refused("claim.state.ENDED");
			}
			FormGate.Judged judged = forms.judge(link.id(), link.key(), form.token(), form.trap(), form.address(),
					clock.instant());
			FormGate.Verdict verdict = judged.verdict();
			if (verdict != FormGate.Verdict.ADMITTED) {
				if (verdict.suspects()) {
					gate.suspect(door(), link.id(), verdict);
				}
				return new ClaimAttempt(verdict.code(), verdict == FormGate.Verdict.TOO_OFTEN);
			}
			UUID shown = Objects.requireNonNull(judged.token()).form();
			if (!form.contact().isWhole()) {
				return ClaimAttempt.refused("link.contact.wrong");
			}
			Optional<MemberId> member = members.known(form.contact(), Objects.requireNonNull(link.group()));
			if (member.isEmpty()) {
				gate.count(door(), link.id(), form.address(), "a contact of nobody whom it is for");
				return ClaimAttempt.refused("claim.state.NOT_FOR_YOU");
			}
			return take(opened, member.get(), shown.toString());
		});
	}

	private ClaimAttempt take(ClaimReading.Opened opened, MemberId member, String once) {
		UUID link = opened.link().id();
		try {
			claiming.claim(new CouponClaim(opened.batch(), member, null, link),
					idempotency.asked("claim-link/" + link + "/" + once, List.of(link, member), CouponSummary.class));
			return ClaimAttempt.TAKEN;
		}
		catch (Idempotency.KeyRefused replayed) {
			gate.suspect(door(), link, "that of somebody else again");
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

	private <T> T behind(String token, String address, Function<Follower, T> work) {
		return gate.behind(door(), ClaimLinks.MEMBER, token, address,
				(link, named) -> work.apply(new Follower(link, members.named(named).orElse(null))));
	}

	private LinkDoor<ClaimReading.Opened> door() {
		return ClaimReading.door(reading);
	}

}
