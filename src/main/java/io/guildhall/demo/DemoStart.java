package io.guildhall.demo;

import java.security.SecureRandom;
import java.util.HexFormat;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import io.guildhall.shared.DomainException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * With {@code --guildhall.demo=true} the house begins with the made-up organization, and
 * an account of its own for it.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class DemoStart {

	private static final String EMAIL = "demo@guildhall.example";

	private final DemoService demos;

	private final DemoSettings settings;

	/** Before the line that says that Guildhall is up. */
	@EventListener(ApplicationReadyEvent.class)
	@Order(0)
	void found() {
		if (!settings.demo()) {
			return;
		}
		byte[] random = new byte[8];
		new SecureRandom().nextBytes(random);
		String password = "demo-" + HexFormat.of().formatHex(random);
		try {
			demos.signUp(EMAIL, password);
			log.info("The demo organization is being made; sign in as {} with the password {}", EMAIL, password);
		}
		catch (DomainException there) {
			log.info("No new demo organization for {}: {}", EMAIL, there.getCode());
		}
	}

}
