package io.guildhall.staff.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;

import io.guildhall.shared.Tenancy;
import io.guildhall.shared.web.ShortWay;
import io.guildhall.staff.ApiKeyService;
import jakarta.servlet.DispatcherType;
import tools.jackson.databind.json.JsonMapper;

/** Puts the doors that are reached by a short way before all filters. */
@Configuration(proxyBeanMethods = false)
class ShortWays {

	/**
	 * With the very filter that writes the headers of what other doors of programs
	 * answer.
	 */
	@Bean
	ShortWayFilter shortWayFilter(ObjectProvider<ShortWay> ways, ApiKeyService keys, Tenancy tenancy,
			@Qualifier("programs") SecurityFilterChain programs, JsonMapper json) {
		HeaderWriterFilter headers = programs.getFilters()
			.stream()
			.filter(HeaderWriterFilter.class::isInstance)
			.map(HeaderWriterFilter.class::cast)
			.findFirst()
			.orElseThrow();
		return new ShortWayFilter(ways.orderedStream().toList(), new ProgramEntrance(keys), tenancy, headers, json);
	}

	/** Found by its name, as that of security is: the server starts before it is made. */
	@Bean
	DelegatingFilterProxyRegistrationBean shortWayRegistration() {
		DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean(
				"shortWayFilter");
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

}
