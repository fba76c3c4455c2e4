package io.guildhall.touch;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.guildhall.member.ContactChannel;

/** How a member is reached. */
public enum TouchChannel {

	/** A person writes, where no server may post; sent is what a person has confirmed. */
	HUMAN(ContactChannel.CHAT);

	private final ContactChannel contact;

	TouchChannel(ContactChannel contact) {
		this.contact = contact;
	}

	/** To what the member has to have agreed. */
	public ContactChannel contact() {
		return contact;
	}

	/** All of what members have to have agreed to, in SQL. */
	static String contacts() {
		return Arrays.stream(values())
			.map(channel -> "'" + channel.contact + "'")
			.distinct()
			.collect(Collectors.joining(", ", "(", ")"));
	}

	/** The same of a row {@code t} of touches, in SQL. */
	static String contactOfRow() {
		return Arrays.stream(values())
			.map(channel -> " when '%s' then '%s'".formatted(channel, channel.contact))
			.collect(Collectors.joining("", "case t.channel", " end"));
	}

}
