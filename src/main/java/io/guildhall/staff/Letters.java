package io.guildhall.staff;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Letters with one-time links. They need a mail server and the address of this house: a
 * link is never built from what a request says our name is.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class Letters {

	private final ObjectProvider<JavaMailSender> mail;

	private final MessageSource messages;

	private final StaffSettings settings;

	boolean canBeSent() {
		return settings.baseUrl() != null && sender() != null;
	}

	/**
	 * Sends a letter; the texts are {@code staff.letter.<key>.subject} and {@code .text},
	 * with the link as {0} and the name as {1}.
	 * @return whether it was handed to the mail server
	 */
	boolean send(String key, EmailAddress to, String language, String path, String name) {
		JavaMailSender sender = sender();
		String base = settings.baseUrl();
		if (sender == null || base == null) {
			return false;
		}
		Locale locale = Locale.forLanguageTag(language);
		Object[] values = { base.replaceAll("/+$", "") + path, name };
		SimpleMailMessage letter = new SimpleMailMessage();
		letter.setFrom(settings.mailFrom());
		letter.setTo(to.value());
		letter.setSubject(messages.getMessage("staff.letter." + key + ".subject", values, locale));
		letter.setText(messages.getMessage("staff.letter." + key + ".text", values, locale));
		try {
			sender.send(letter);
			return true;
		}
		catch (MailException ex) {
			// Its message may hold the address.
			log.warn("A letter ({}) was not sent: {}", key, ex.getClass().getSimpleName());
			return false;
		}
	}

	/** There is always one, since what is packaged does not know its settings yet. */
	private @Nullable JavaMailSender sender() {
		JavaMailSender sender = mail.getIfAvailable();
		return (sender instanceof JavaMailSenderImpl server && !StringUtils.hasText(server.getHost())) ? null : sender;
	}

}
