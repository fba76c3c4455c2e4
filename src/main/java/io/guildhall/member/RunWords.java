package io.guildhall.member;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What an import said about contacting a member who was there before it, among all that
 * was ever said: what stood there comes back where nothing was said since.
 */
class RunWords {

	private final Map<ContactChannel, Said> channels = new EnumMap<>(ContactChannel.class);

	private final Map<ContactChannel, Said> ended = new EnumMap<>(ContactChannel.class);

	private boolean leftAlone;

	private boolean overtaken;

	/** What the import said last of a channel, and what stood there before it began. */
	private record Said(Consent before, Consent said) {
	}

	/**
	 * A word of the member's history, in its order.
	 *
	 * @param channel null for a word that is not of one channel
	 * @param consent null for a word about being left alone only
	 * @param alone null for a word of a channel only
	 * @param before what stood there; known of words of imports
	 * @param ofRun whether the import said it
	 */
	record Word(@Nullable ContactChannel channel, @Nullable Consent consent, @Nullable Boolean alone,
			@Nullable Consent before, boolean ofRun) {
	}

	/** Hears the next word. */
	void hear(Word word) {
		if (word.consent() != null && word.channel() != null) {
			hear(word.channel(), word.consent(), word);
		}
		else if (word.consent() != null) {
			Consent all = word.consent();
			Arrays.stream(ContactChannel.values()).forEach(channel -> hear(channel, all, word));
		}
		if (word.alone() != null) {
			// A table says it of whoever was not left alone before, and nothing else.
			overtaken |= leftAlone && !word.ofRun();
			leftAlone = word.ofRun();
		}
	}

	/**
	 * Hears a word of another import that was taken back: it overtakes nothing, and what
	 * stood there before it is what comes back where this import replaced it.
	 */
	void hearEnded(Word word) {
		ContactChannel channel = word.channel();
		if (channel != null && word.consent() != null) {
			ended.put(channel, new Said(before(channel, word), word.consent()));
		}
	}

	private void hear(ContactChannel channel, Consent consent, Word word) {
		Said known = channels.get(channel);
		if (word.ofRun()) {
			channels.put(channel, new Said((known != null) ? known.before() : before(channel, word), consent));
		}
		else {
			ended.remove(channel);
			if (known != null) {
				channels.remove(channel);
				overtaken = true;
			}
		}
	}

	private Consent before(ContactChannel channel, Word word) {
		Consent before = Objects.requireNonNullElse(word.before(), Consent.UNKNOWN);
		Said gone = ended.get(channel);
		return (gone != null && gone.said() == before) ? gone.before() : before;
	}

	/** What stands when the words of the import are taken back. */
	Consents without(Consents now) {
		EnumMap<ContactChannel, Consent> back = new EnumMap<>(now.consents());
		channels.forEach((channel, said) -> {
			if (now.of(channel) == said.said()) {
				back.put(channel, said.before());
			}
			else {
				overtaken = true;
			}
		});
		return new Consents(back, now.doNotContact() && !leftAlone);
	}

	/** Whether something was said since: that stays. */
	boolean overtaken() {
		return overtaken;
	}

}
