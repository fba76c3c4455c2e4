package io.guildhall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
			String file = environment.getProperty("guildhall.ready-file");
			if (file != null) {
				tell(Path.of(file));
			}
		}
	}

	/**
	 * For who started us: bin/guildhall keeps what it learnt from a start that came up.
	 */
	private static void tell(Path file) {
		try {
			Files.createFile(file);
		}
		catch (IOException ex) {
			log.warn("The file that says that Guildhall is ready cannot be written: {}", ex.toString());
		}
	}

}
