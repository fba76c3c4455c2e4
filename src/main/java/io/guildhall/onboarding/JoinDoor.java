package io.guildhall.onboarding;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.guildhall.link.PublicCodes;
import io.guildhall.member.MemberRefused;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;

/**
 * The public page of a channel, for people without a login. The code alone tells whose
 * page it is; what is done there is done by the house, for that organization.
 */
@Service
@RequiredArgsConstructor
public class JoinDoor {

	private final Joining joining;

	private final ChannelCounts counts;

	private final OrganizationService organizations;

	private final FormGate gate;

	private final PublicCodes codes;

	private final OnBehalf onBehalf;

	private final Clock clock;

	/** Where a code leads. */
	private record Place(UUID organization, ChannelId channel) {
	}

	/**
	 * The page with a form of its own. A browser that has not been here before is counted
	 * as a visitor, but not each time that it looks again without having kept its cookie
	 * (ADR 165).
	 * @param visitor names the browser, and so the bait that it sees each time
	 * @param look by which it may be seen for the first time; null for one that has been
	 * here before, and for what is no look of a person
	 * @throws ChannelRefused if no channel has the code
	 */
	public JoinPage page(String code, UUID visitor, @Nullable Look look) {
		Place place = place(code);
		return onBehalf.ofSystem(place.organization(), () -> {
			Instant now = clock.instant();
			Joining.Shown shown = joining.page(place.channel(), visitor, now);
			if (look != null && shown.page().open()
					&& gate.isNew(place.channel().id(), joining.channel(place.channel()).getSecret(), look, now)) {
				counts.visited(place.channel(), shown.bait(), organizations.dayOf(now));
			}
			return shown.page();
		});
	}

	/**
	 * The same for a module that has another public page upon the form, and works for the
	 * organization already.
	 * @param first whether a visitor is counted: the module knows who came before
	 * @throws ChannelRefused if there is no such channel
	 */
	public JoinPage page(ChannelId channel, UUID visitor, boolean first) {
		Instant now = clock.instant();
		Joining.Shown shown = joining.page(channel, visitor, now);
		if (first && shown.page().open()) {
			counts.visited(channel, shown.bait(), organizations.dayOf(now));
		}
		return shown.page();
	}

	/**
	 * Somebody sends a form.
	 * @throws ChannelRefused if no channel has the code
	 */
	public Attempt join(String code, Submission form) {
		Place place = place(code);
		return onBehalf.ofSystem(place.organization(), () -> join(place.channel(), form, Arrival.ONLY));
	}

	/**
	 * The same for a module that has another public page upon the form, and works for the
	 * organization already.
	 * @param arrival what it does with who joins; what that throws comes through
	 * @throws ChannelRefused if there is no such channel
	 */
	public Attempt join(ChannelId id, Submission form, Arrival arrival) {
		Instant now = clock.instant();
		Channel channel = joining.channel(id);
		if (!joining.isOpen(channel)) {
			return Attempt.of(Attempt.State.CLOSED, "onboarding.closed.text");
		}
		FormGate.Judged judged = gate.judge(id.id(), channel.getSecret(), form.token(), form.trap(), form.address(),
				now);
		FormToken token = judged.token();
		Optional<UUID> before = (token != null) ? joining.joined(id, token.form()) : Optional.empty();
		if (before.isPresent()) {
			return Attempt.joined(before.get());
		}
		FormGate.Verdict verdict = judged.verdict();
		if (verdict.suspects()) {
			counts.refused(id, organizations.dayOf(now));
		}
		return switch (verdict) {
			case ADMITTED -> joined(id, Objects.requireNonNull(token), form, now, arrival);
			case TOO_OFTEN -> Attempt.of(Attempt.State.TOO_OFTEN, verdict.code());
			case MACHINE, TOO_FAST, TOO_OLD -> Attempt.again(verdict.code());
		};
	}

	/** Two with the same contact at once are one member, whoever was first. */
	private Attempt joined(ChannelId channel, FormToken token, Submission form, Instant now, Arrival arrival) {
		try {
			return joining.join(channel, token, form, now, arrival);
		}
		catch (MemberRefused refusal) {
			if (refusal.getCode().equals("member.identity-taken")) {
				return joining.join(channel, token, form, now, arrival);
			}
			if (refusal.getKind() != DomainException.Kind.INVALID) {
				throw refusal;
			}
			String where = refusal.getCode().equals("member.name") ? "name" : "contact";
			return Attempt.again(List.of(new Attempt.Problem(where, refusal.getCode(), List.of(refusal.getArgs()))));
		}
	}

	/**
	 * What who joined is told, also after a reload. Who found no room is offered some as
	 * soon as there is.
	 * @throws ChannelRefused if nobody joined so
	 */
	public Welcome welcome(String code, UUID join) {
		Place place = place(code);
		return onBehalf.ofSystem(place.organization(), () -> welcome(place.channel(), join));
	}

	/**
	 * The same for a module that works for the organization already.
	 * @throws ChannelRefused if nobody joined so
	 */
	public Welcome welcome(ChannelId channel, UUID join) {
		return joining.welcome(channel, join);
	}

	private Place place(String code) {
		return codes.find(ChannelService.KIND, code)
			.map(place -> new Place(place.organization(), new ChannelId(place.subject())))
			.orElseThrow(ChannelRefused::unknown);
	}

}
