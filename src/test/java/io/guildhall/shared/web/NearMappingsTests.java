package io.guildhall.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import io.guildhall.HouseTest;

/** The short way leads to the same doors as the long one. */
@HouseTest
class NearMappingsTests {

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	@Test
	void everyDoorIsFoundByItsOwnPath() {
		assertThat(mappings).isInstanceOf(NearMappings.class);
		List<String> lost = new ArrayList<>();
		mappings.getHandlerMethods().forEach((mapping, handler) -> mapping.getPatternValues().forEach(pattern -> {
			// Of the page of errors there are two, by what is accepted.
			if (pattern.contains("*") || pattern.equals("/error")) {
				return;
			}
			String path = pattern.replaceAll("\\{[^}]+}", "0b9f5a5e-0000-7000-8000-000000000001");
			Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
			for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
				MockHttpServletRequest request = request(method.name(), path);
				mapping.getConsumesCondition()
					.getConsumableMediaTypes()
					.forEach(type -> request.setContentType(type.toString()));
				HandlerMethod found = find(request);
				if (found == null || !found.getMethod().equals(handler.getMethod())) {
					lost.add(method + " " + pattern + " leads to " + found);
				}
			}
		}));
		assertThat(lost).isEmpty();
	}

	@Test
	void whatIsNearerWinsAndVariablesAreRead() {
		assertThat(String.valueOf(find("GET", "/o/acme/coupons/new"))).contains("#add(");
		MockHttpServletRequest request = request("GET", "/o/acme/coupons/abc");
		assertThat(String.valueOf(find(request))).contains("#show(");
		assertThat(request.getAttribute(RequestMappingHandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE))
			.isEqualTo(Map.of("organization", "acme", "id", "abc"));
		assertThat(String.valueOf(find("HEAD", "/o/acme/coupons/abc"))).contains("#show(");
		assertThat(find("GET", "/o/acme/nowhere/abc")).isNull();
	}

	private @Nullable HandlerMethod find(String method, String path) {
		return find(request(method, path));
	}

	private @Nullable HandlerMethod find(MockHttpServletRequest request) {
		try {
			var chain = mappings.getHandler(request);
			return (chain != null) ? (HandlerMethod) chain.getHandler() : null;
		}
		catch (Exception ex) {
			throw new IllegalStateException(request.getRequestURI(), ex);
		}
	}

	private static MockHttpServletRequest request(String method, String path) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, path);
		request.addHeader("Accept", "*/*");
		request.setContentType("application/json");
		ServletRequestPathUtils.parseAndCache(request);
		return request;
	}

}
