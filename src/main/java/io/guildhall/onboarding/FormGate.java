package io.guildhall.onboarding;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.link.KeyedHash;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Network;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Keeps machines from the forms of public pages (ADR 95), for all modules that have some,
 * and tells who looks at one from who only looks again (ADR 165). It counts in a
 * transaction of its own: a refusal must not undo it.
 */
@Service
@Transactional(propagation = Propagation.REQUIRES_NEW)
@RequiredArgsConstructor
public class FormGate {

	private final OnboardingSettings settings;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What is thought of a form. */
	public enum Verdict {

		/** Nothing speaks against it. */
		ADMITTED(""),
		/** The address sends too many. */
		TOO_OFTEN("onboarding.refused.often"),
		/** It is none of ours, or the field that people do not see is filled in. */
		MACHINE("onboarding.refused.machine"),
		/** Nobody reads so fast. */
		TOO_FAST("onboarding.refused.fast"),
		/** It stood open too long. */
		TOO_OLD("onboarding.form.old");

		private final String code;

		Verdict(String code) {
			this.code = code;
		}

		/** Names the text for who sent it. */
		public String code() {
			return code;
		}

		/** Whether it looks like a machine's. */
		public boolean suspects() {
			return this == TOO_OFTEN || this == MACHINE || this == TOO_FAST;
		}

	}

	/**
	 * A verdict, and what the form carried.
	 *
	 * @param token null for one that is not believed
	 */
	public record Judged(Verdict verdict, @Nullable FormToken token) {
	}

	/**
	 * Judges a form that somebody sends, for the organization of the thread.
	 * @param place where the form stands: what the limit counts for
	 * @param secret that signs the forms of this place
	 * @param trap what stands in the field that people do not see
	 * @param address from where it was sent
	 */
	public Judged judge(UUID place, byte[] secret, String token, String trap, String address, Instant now) {
		if (!admits(place, secret, Network.of(address), now)) {
			return new Judged(Verdict.TOO_OFTEN, null);
		}
		FormToken read = FormToken.read(token, secret).orElse(null);
		if (read == null || !trap.isEmpty()) {
			return new Judged(Verdict.MACHINE, null);
		}
		Duration age = Duration.between(read.shown(), now);
		if (age.compareTo(settings.onboarding().fastest()) < 0) {
			return new Judged(Verdict.TOO_FAST, read);
		}
		boolean old = age.compareTo(settings.onboarding().formLives()) > 0;
		return new Judged(old ? Verdict.TOO_OLD : Verdict.ADMITTED, read);
	}

	/**
	 * Whether who looks at a page without a cookie is one more visitor: one browser of an
	 * address is one visitor for the stretch, and there are at most as many of an address
	 * as it may send forms (ADR 165).
	 * @param place whose visitors are counted
	 * @param secret of the place
	 */
	boolean isNew(UUID place, byte[] secret, Look look, Instant now) {
		UUID looks = Ids.of(place, "looks");
		Timestamp stretch = stretch(now);
		clear(looks, stretch);
		String network = Network.of(look.address());
		int first = jdbc.sql("""
				insert into form_tries (organization_id, place_id, stretch, address, tries)
				select :organization, :place, cast(:stretch as timestamptz), :browser, 1
				where not exists (select from form_tries where organization_id = :organization and place_id = :place
					and stretch = cast(:stretch as timestamptz) and address = :network and tries >= :most)
				on conflict (organization_id, place_id, stretch, address) do nothing
				""")
			.param("organization", tenancy.current())
			.param("place", looks)
			.param("stretch", stretch)
			.param("browser", hash(secret, network + "\n" + look.browser()))
			.param("network", hash(secret, network))
			.param("most", settings.onboarding().forms())
			.update();
		return first > 0 && count(looks, stretch, hash(secret, network)) <= settings.onboarding().forms();
	}

	/** What was counted of stretches that are over goes, wherever nobody came since. */
	void forget(Instant now) {
		jdbc.sql("delete from form_tries where organization_id = :organization and stretch < :stretch")
			.param("organization", tenancy.current())
			.param("stretch", stretch(now))
			.update();
	}

	/**
	 * Counts a form that is sent; of the address only the hash under the secret is kept,
	 * and for the stretch only.
	 */
	private boolean admits(UUID place, byte[] secret, String address, Instant now) {
		Timestamp stretch = stretch(now);
		clear(place, stretch);
		return count(place, stretch, hash(secret, address)) <= settings.onboarding().forms();
	}

	private Timestamp stretch(Instant now) {
		long seconds = settings.onboarding().stretch().toSeconds();
		return Timestamp.from(Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds));
	}

	private void clear(UUID place, Timestamp stretch) {
		jdbc.sql("""
				delete from form_tries
				where organization_id = :organization and place_id = :place and stretch < :stretch
				""").param("organization", tenancy.current()).param("place", place).param("stretch", stretch).update();
	}

	private int count(UUID place, Timestamp stretch, String address) {
		return jdbc.sql("""
				insert into form_tries (organization_id, place_id, stretch, address, tries)
				values (:organization, :place, :stretch, :address, 1)
				on conflict (organization_id, place_id, stretch, address) do update set tries = form_tries.tries + 1
				returning tries
				""")
			.param("organization", tenancy.current())
			.param("place", place)
			.param("stretch", stretch)
			.param("address", address)
			.query(Integer.class)
			.single();
	}

	private static String hash(byte[] secret, String said) {
		return HexFormat.of().formatHex(KeyedHash.of(secret, said.getBytes(StandardCharsets.UTF_8)), 0, 16);
	}

}
