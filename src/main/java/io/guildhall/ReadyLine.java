package io.guildhall;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import lombok.extern.slf4j.Slf4j;

/** The last line of the start: where Guildhall is, and what to do there. */
@Slf4j
@Component
class ReadyLine {

	@EventListener
	@Order(Ordered.LOWEST_PRECEDENCE)
	void on(ApplicationReadyEvent ready) {
		if (ready.getApplicationContext() instanceof WebServerApplicationContext context
				&& context.getWebServer() != null) {
			var environment = context.getEnvironment();
			String scheme = environment.containsProperty("server.ssl.bundle")
					|| environment.containsProperty("server.ssl.key-store") ? "https" : "http";
			log.info("Guildhall is up: {}://localhost:{}{}/ - sign in there, or sign up your organization first",
					scheme, context.getWebServer().getPort(),
					environment.getProperty("server.servlet.context-path", ""));
		}
	}

}
