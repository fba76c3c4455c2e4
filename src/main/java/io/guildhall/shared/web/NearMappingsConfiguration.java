package io.guildhall.shared.web;

import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Puts {@link NearMappings} in the place of Spring's own. */
@Configuration(proxyBeanMethods = false)
class NearMappingsConfiguration {

	@Bean
	WebMvcRegistrations nearMappings() {
		return new WebMvcRegistrations() {

			@Override
			public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
				return new NearMappings();
			}

		};
	}

}
