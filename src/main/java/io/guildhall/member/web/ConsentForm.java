package io.guildhall.member.web;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.Consent;
import io.guildhall.member.ConsentWord;
import io.guildhall.member.ContactChannel;

/** What somebody of the staff writes down; a channel that is missing is not spoken of. */
record ConsentForm(@Nullable Consent chat, @Nullable Consent call, @Nullable Consent sms, @Nullable Consent email,
		boolean doNotContact, String reason) {

	ConsentWord word() {
		Map<ContactChannel, Consent> said = new EnumMap<>(ContactChannel.class);
		put(said, ContactChannel.CHAT, chat);
		put(said, ContactChannel.CALL, call);
		put(said, ContactChannel.SMS, sms);
		put(said, ContactChannel.EMAIL, email);
		return ConsentWord.said(said, doNotContact, reason);
	}

	private static void put(Map<ContactChannel, Consent> said, ContactChannel channel, @Nullable Consent consent) {
		if (consent != null) {
			said.put(channel, consent);
		}
	}

}
