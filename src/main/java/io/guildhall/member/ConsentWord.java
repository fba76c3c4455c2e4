package io.guildhall.member;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.OnBehalf;

/**
 * What somebody says about being contacted.
 *
 * @param of what they say of channels; of others nothing
 * @param leaveAlone whether they want to be left alone altogether; null where they do not
 * say
 * @param source by what it came
 * @param reason where and how they said it
 */
public record ConsentWord(Map<ContactChannel, Consent> of, @Nullable Boolean leaveAlone, ConsentSource source,
		String reason) {

	private static final int LONGEST_REASON = 400;

	/**
	 * Cleans the reason.
	 * @throws MemberRefused if it is too long
	 */
	public ConsentWord {
		of = Map.copyOf(of);
		reason = IdentityKind.clean(reason);
		if (reason.length() > LONGEST_REASON) {
			throw MemberRefused.tooLong(LONGEST_REASON);
		}
	}

	/** Said by who acts now. */
	public static ConsentWord said(Map<ContactChannel, Consent> of, @Nullable Boolean leaveAlone, String reason) {
		return new ConsentWord(of, leaveAlone, ConsentSource.of(OnBehalf.actor().kind()), reason);
	}

	/** Said by who acts now of all channels alike. */
	public static ConsentWord ofAll(Consent consent, @Nullable Boolean leaveAlone, String reason) {
		return said(all(Arrays.asList(ContactChannel.values()), consent), leaveAlone, reason);
	}

	/** Agreed to on a public page. */
	public static ConsentWord joining(Collection<ContactChannel> channels, String page) {
		return new ConsentWord(all(channels, Consent.GIVEN), null, ConsentSource.JOIN_PAGE, page);
	}

	private static Map<ContactChannel, Consent> all(Collection<ContactChannel> channels, Consent consent) {
		return channels.stream()
			.collect(Collectors.toMap(Function.identity(), channel -> consent, Consent::stricter,
					() -> new EnumMap<>(ContactChannel.class)));
	}

}
