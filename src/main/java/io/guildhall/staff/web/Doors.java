package io.guildhall.staff.web;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.request.async.WebAsyncManagerIntegrationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.NavigationEntry.Section;
import io.guildhall.staff.ApiKeyService;
import io.guildhall.staff.EntranceService;
import io.guildhall.staff.HouseService;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The doors of the house, each with its own chain of filters: programs, documentation,
 * health, files, public pages, and the pages of the staff.
 */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class Doors {

	private static final String STRICT = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
			+ "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

	/** Swagger UI writes styles into its page. */
	private static final String OF_DOCUMENTATION = "default-src 'self'; img-src 'self' data:; "
			+ "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; "
			+ "frame-ancestors 'none'";

	private static final String OF_PROGRAMS = "default-src 'none'; frame-ancestors 'none'";

	private final Tenancy tenancy;

	private final ApplicationContext context;

	private final ObjectPostProcessor<Object> objects;

	private final AuthenticationManager nobody;

	/** No text holds a NUL, and the database takes none: it is refused at the door. */
	@Bean
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedParameterNames(name -> name.indexOf('\0') < 0);
		firewall.setAllowedParameterValues(value -> value == null || value.indexOf('\0') < 0);
		firewall.setAllowedHeaderNames(HeaderTexts::isName);
		firewall.setAllowedHeaderValues(HeaderTexts::isValue);
		return firewall;
	}

	/** Programs: a key with each request, and no session. */
	@Bean
	@Order(1)
	SecurityFilterChain programs(ApiKeyService keys, MessageSource messages, JsonMapper json) {
		Problems problems = new Problems(messages, json);
		HttpSecurity http = stateless("/api/**");
		http.addFilterBefore(new ApiKeyFilter(new ProgramEntrance(keys), tenancy, problems),
				AnonymousAuthenticationFilter.class);
		http.authorizeHttpRequests(
				requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
					.permitAll()
					.anyRequest()
					.authenticated());
		http.exceptionHandling(failures -> failures.authenticationEntryPoint((request, response, nobody) -> {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
			problems.write(request, response, HttpStatus.UNAUTHORIZED, "staff.key-needed");
		})
			.accessDeniedHandler((request, response, denied) -> problems.write(request, response, HttpStatus.FORBIDDEN,
					"shared.forbidden")));
		http.headers(headers(OF_PROGRAMS));
		return http.build();
	}

	/** How to use the door of programs; it tells nothing of anybody. */
	@Bean
	@Order(2)
	SecurityFilterChain documentation() {
		HttpSecurity http = stateless("/docs", "/docs/**", "/swagger-ui/**", "/v3/api-docs", "/v3/api-docs.yaml",
				"/v3/api-docs/**");
		http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
		http.headers(headers(OF_DOCUMENTATION));
		return http.build();
	}

	/** Whether it lives; nothing else is told. */
	@Bean
	@Order(3)
	SecurityFilterChain health() {
		HttpSecurity http = stateless("/actuator/**");
		http.authorizeHttpRequests(
				requests -> requests.requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
					.permitAll()
					.anyRequest()
					.denyAll());
		http.exceptionHandling(failures -> failures.authenticationEntryPoint(
				(request, response, nobody) -> response.sendError(HttpServletResponse.SC_NOT_FOUND)));
		http.headers(headers(OF_PROGRAMS));
		return http.build();
	}

	/** Files of the pages: for everybody, and kept by browsers. */
	@Bean
	@Order(4)
	SecurityFilterChain files() {
		HttpSecurity http = stateless("/assets/**", "/webjars/**", "/favicon.ico");
		http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
		http.headers(headers(STRICT))
			.headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable));
		return http.build();
	}

	/**
	 * Pages of members and hooks of other systems: what they carry is judged behind the
	 * door.
	 */
	@Bean
	@Order(5)
	SecurityFilterChain members() {
		HttpSecurity http = stateless("/c/**", "/j/**", "/p/**", "/hooks/**");
		http.addFilterBefore(new StrangersFiles(), AnonymousAuthenticationFilter.class);
		http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
		http.headers(headers(STRICT));
		return http.build();
	}

	/** The pages of the staff: a login, kept by a session. */
	@Bean
	@Order(6)
	SecurityFilterChain pages(HttpSecurity http, EntranceService entrances, CsrfTokenRepository tokens,
			HttpSessionRequestCache cache) {
		http.addFilterBefore(new StrangersFiles(), CsrfFilter.class);
		http.addFilterBefore(new StaffFilter(entrances, tenancy), AuthorizationFilter.class);
		http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
			.permitAll()
			.requestMatchers("/", "/login", "/login/**", "/signup", "/signup/**", "/links/**", "/password",
					"/password/**", "/error")
			.permitAll()
			.requestMatchers("/house", "/house/**")
			.hasAuthority(HouseService.ADMINISTRATOR)
			.anyRequest()
			.authenticated());
		http.csrf(csrf -> csrf.csrfTokenRepository(tokens));
		http.requestCache(requests -> requests.requestCache(cache));
		http.securityContext(context -> context.securityContextRepository(new HttpSessionSecurityContextRepository()));
		http.exceptionHandling(failures -> failures.authenticationEntryPoint(new LoginFirst())
			.accessDeniedHandler((request, response, denied) -> {
				if (denied instanceof CsrfException && Requests.path(request).startsWith("/login")) {
					response.sendRedirect(request.getContextPath() + "/login?again");
				}
				else {
					new AccessDeniedHandlerImpl().handle(request, response, denied);
				}
			}));
		http.logout(logout -> logout.logoutSuccessUrl("/login?left"));
		http.formLogin(AbstractHttpConfigurer::disable).httpBasic(AbstractHttpConfigurer::disable);
		http.headers(headers(STRICT));
		return http.build();
	}

	@Bean
	CsrfTokenRepository csrfTokens() {
		return new HttpSessionCsrfTokenRepository();
	}

	/** Only a page that one can go back to is worth remembering until after the login. */
	@Bean
	@SuppressWarnings("NullAway") // without a parameter is null, whatever the signature
									// says
	HttpSessionRequestCache requestCache() {
		HttpSessionRequestCache cache = new HttpSessionRequestCache();
		cache.setRequestMatcher(request -> request.getMethod().equals("GET") && !Requests.isOfHtmx(request)
				&& request.getDispatcherType() == DispatcherType.REQUEST
				&& String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains("text/html"));
		cache.setMatchingRequestParameterName(null);
		return cache;
	}

	/** For browsers only, and over https only where the login came so. */
	@Bean
	CookieSerializer sessionCookie() {
		DefaultCookieSerializer cookie = new DefaultCookieSerializer();
		cookie.setCookieName("guildhall");
		cookie.setUseHttpOnlyCookie(true);
		cookie.setSameSite("Lax");
		return cookie;
	}

	@Bean
	NavigationEntry staffNavigation() {
		return new NavigationEntry(Section.SETTINGS, 20, "staff.team", "/settings/staff",
				Permission.ORGANIZATION_SETTINGS);
	}

	@Bean
	NavigationEntry keyNavigation() {
		return new NavigationEntry(Section.SETTINGS, 30, "staff.keys", "/settings/keys",
				Permission.ORGANIZATION_SETTINGS);
	}

	@Bean
	WebMvcConfigurer suspendedOrganizations() {
		return new WebMvcConfigurer() {

			@Override
			public void addInterceptors(InterceptorRegistry registry) {
				registry.addInterceptor(new SuspendedInterceptor()).addPathPatterns("/o/**");
			}

		};
	}

	/**
	 * A chain without a session. It is put together here, since a chain that is injected
	 * first asks for customizers of each of its parts among all beans: with six chains, a
	 * tenth of a start.
	 */
	private HttpSecurity stateless(String... paths) {
		HttpSecurity http = new HttpSecurity(objects,
				new AuthenticationManagerBuilder(objects).parentAuthenticationManager(nobody),
				Map.of(ApplicationContext.class, context));
		return http.securityMatcher(paths)
			.addFilter(new WebAsyncManagerIntegrationFilter())
			.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.securityContext(Customizer.withDefaults())
			.servletApi(Customizer.withDefaults())
			.anonymous(Customizer.withDefaults())
			.exceptionHandling(Customizer.withDefaults());
	}

	/** {@code nosniff} is there by default, HSTS too, over https only. */
	private static Customizer<HeadersConfigurer<HttpSecurity>> headers(String policy) {
		Consumer<HeadersConfigurer<HttpSecurity>> headers = configurer -> configurer
			.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
			.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
			.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
			.httpStrictTransportSecurity(
					hsts -> hsts.includeSubDomains(false).maxAgeInSeconds(Duration.ofDays(365).toSeconds()))
			.permissionsPolicyHeader(permissions -> permissions.policy("camera=(), microphone=(), geolocation=()"));
		return headers::accept;
	}

	/** To the login; a piece of a page cannot show one, so the whole page goes there. */
	private static final class LoginFirst implements AuthenticationEntryPoint {

		@Override
		public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException nobody)
				throws java.io.IOException {
			String login = request.getContextPath() + "/login";
			if (Requests.isOfHtmx(request)) {
				response.setHeader("HX-Redirect", login);
				response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
			}
			else {
				response.sendRedirect(login);
			}
		}

	}

}
