package io.guildhall.onboarding;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

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

	/** Of an address of the sixth version, as much as one household has. */
	private static final int NETWORK = 8;

	private static final int LONGEST_CODE = 64;

	private final Joining joining;

	private final ChannelCounts counts;

	private final OrganizationService organizations;

	private final OnboardingSettings settings;

	private final OnBehalf onBehalf;

	private final JdbcClient jdbc;

	private final Clock clock;

	/** Where a code leads. */
	private record Place(UUID organization, ChannelId channel) {
	}

	/**
	 * The page with a form of its own.
	 * @param visitor names the browser, and so the bait that it sees each time
	 * @param first whether it has not been here before
	 * @throws ChannelRefused if no channel has the code
	 */
	public JoinPage page(String code, UUID visitor, boolean first) {
		Place place = place(code);
		return onBehalf.ofSystem(place.organization(), () -> page(place.channel(), visitor, first));
	}

	/**
	 * The same for a module that has another public page upon the form, and works for the
	 * organization already.
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
		LocalDate day = organizations.dayOf(now);
		Channel channel = joining.channel(id);
		if (!joining.isOpen(channel)) {
			return Attempt.of(Attempt.State.CLOSED, "onboarding.closed.text");
		}
		if (!counts.admits(id, channel.getSecret(), network(form.address()), now)) {
			counts.refused(id, day);
			return Attempt.of(Attempt.State.TOO_OFTEN, "onboarding.refused.often");
		}
		FormToken token = FormToken.read(form.token(), channel.getSecret()).orElse(null);
		if (token == null || !form.trap().isEmpty()) {
			counts.refused(id, day);
			return Attempt.again("onboarding.refused.machine");
		}
		Optional<UUID> before = joining.joined(id, token.form());
		if (before.isPresent()) {
			return Attempt.joined(before.get());
		}
		Duration age = Duration.between(token.shown(), now);
		if (age.compareTo(settings.onboarding().fastest()) < 0) {
			counts.refused(id, day);
			return Attempt.again("onboarding.refused.fast");
		}
		if (age.compareTo(settings.onboarding().formLives()) > 0) {
			return Attempt.again("onboarding.form.old");
		}
		return joined(id, token, form, now, arrival);
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
		if (code.length() > LONGEST_CODE || code.indexOf('\0') >= 0) {
			throw ChannelRefused.unknown();
		}
		return jdbc.sql("select organization_id, subject_id from public_slugs where kind = :kind and slug = :slug")
			.param("kind", ChannelService.KIND)
			.param("slug", code)
			.query((row, number) -> new Place(row.getObject(1, UUID.class),
					new ChannelId(row.getObject(2, UUID.class))))
			.optional()
			.orElseThrow(ChannelRefused::unknown);
	}

	/**
	 * What counts as one address: who has one of the sixth version has a whole network of
	 * them.
	 */
	public static String network(String address) {
		if (address.indexOf(':') < 0) {
			return address;
		}
		try {
			byte[] bytes = InetAddress.getAllByName(address)[0].getAddress();
			return HexFormat.of().formatHex((bytes.length > NETWORK) ? Arrays.copyOf(bytes, NETWORK) : bytes);
		}
		catch (UnknownHostException none) {
			return address;
		}
	}

}
