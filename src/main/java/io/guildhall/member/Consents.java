package io.guildhall.member;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What a member said about being contacted: of each channel whether they agreed, and
 * above all channels whether they want to be left alone. What words do to it, what two
 * members have who become one, and what closes a channel is said here alone; sets are
 * judged by the view {@code member_contact_facts}, in the same words.
 *
 * @param consents of every channel
 * @param doNotContact whether they want to be left alone altogether
 */
public record Consents(Map<ContactChannel, Consent> consents, boolean doNotContact) {

	/** Of what is missing nothing was said. */
	public Consents {
		EnumMap<ContactChannel, Consent> all = new EnumMap<>(ContactChannel.class);
		for (ContactChannel channel : ContactChannel.values()) {
			all.put(channel, Objects.requireNonNullElse(consents.get(channel), Consent.UNKNOWN));
		}
		consents = Collections.unmodifiableMap(all);
	}

	/** Nothing was said yet. */
	static Consents none() {
		return new Consents(Map.of(), false);
	}

	/** What is left of one who is erased: nobody may write to them. */
	static Consents ofErased() {
		EnumMap<ContactChannel, Consent> all = new EnumMap<>(ContactChannel.class);
		for (ContactChannel channel : ContactChannel.values()) {
			all.put(channel, Consent.WITHDRAWN);
		}
		return new Consents(all, true);
	}

	/** What was said of a channel. */
	public Consent of(ContactChannel channel) {
		return Objects.requireNonNullElse(consents.get(channel), Consent.UNKNOWN);
	}

	/** Whether the member may not be reached by it. */
	public boolean closed(ContactChannel channel) {
		return doNotContact || of(channel) == Consent.WITHDRAWN;
	}

	/** Whether the member may not be reached by anything. */
	@JsonIgnore
	public boolean isClosed() {
		return Arrays.stream(ContactChannel.values()).allMatch(this::closed);
	}

	/** The word that binds most of those of all channels. */
	public Consent strictest() {
		return consents.values().stream().reduce(Consent::stricter).orElse(Consent.UNKNOWN);
	}

	/**
	 * What it comes to with this word. Of a word that comes by a form or a table counts
	 * only what it may say: neither takes back that somebody does not want to be
	 * contacted.
	 */
	Consents after(ConsentWord word) {
		ConsentSource source = word.source();
		if (doNotContact && !source.mayChange()) {
			return this;
		}
		EnumMap<ContactChannel, Consent> after = new EnumMap<>(consents);
		word.of().forEach((channel, said) -> {
			Consent before = of(channel);
			boolean first = before == Consent.UNKNOWN && !doNotContact;
			boolean reopens = before.stricter(said) != said;
			if (first || (source.mayChange() && (!reopens || source.mayReopen()))) {
				after.put(channel, said);
			}
		});
		boolean alone = Objects.requireNonNullElse(word.leaveAlone(), doNotContact);
		return new Consents(after, source.mayReopen() ? alone : alone || doNotContact);
	}

	/** What two members have said who turn out to be one: what binds more. */
	Consents stricter(Consents other) {
		EnumMap<ContactChannel, Consent> stricter = new EnumMap<>(consents);
		stricter.replaceAll((channel, consent) -> consent.stricter(other.of(channel)));
		return new Consents(stricter, doNotContact || other.doNotContact);
	}

	/**
	 * What this one has who became one with another and is two again: what it had, where
	 * nobody said anything since.
	 * @param before what it had
	 * @param other what the other has
	 */
	Consents without(Consents before, Consents other) {
		Consents merged = before.stricter(other);
		EnumMap<ContactChannel, Consent> back = new EnumMap<>(consents);
		back.replaceAll((channel, now) -> (now == merged.of(channel)) ? before.of(channel) : now);
		return new Consents(back, (doNotContact == merged.doNotContact) ? before.doNotContact : doNotContact);
	}

}
