package io.guildhall.shared.web;

import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Requests run on virtual threads where the JVM has them. Spring Boot's own switch is
 * asked when the application is packaged, which may be by another JVM than the one it
 * runs on.
 */
@Component
class VirtualThreads implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

	/** The first JVM that has them for good. */
	private static final int SINCE = 21;

	@Override
	public void customize(ConfigurableTomcatWebServerFactory factory) {
		if (Runtime.version().feature() >= SINCE) {
			factory.addProtocolHandlerCustomizers(
					handler -> handler.setExecutor(new VirtualThreadExecutor("tomcat-handler-")));
		}
	}

}
