package io.guildhall.staff.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

import io.guildhall.staff.AccountDetails;
import io.guildhall.staff.Sessions;
import io.guildhall.staff.StaffPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

/** Begins the session of somebody who has proven who they are. */
@Component
class Logins {

	private static final Duration LASTS = Duration.ofDays(7);

	private static final Duration CODE_WAITS = Duration.ofMinutes(10);

	/** Session attribute: whose code of a second factor is awaited, and until when. */
	private static final String WAITING = "guildhall.waiting";

	private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

	private final SessionAuthenticationStrategy newSessionId = new ChangeSessionIdAuthenticationStrategy();

	private final SessionAuthenticationStrategy newCsrfToken;

	private final HttpSessionRequestCache cache;

	private final LocaleResolver languages;

	private final Clock clock;

	Logins(CsrfTokenRepository tokens, HttpSessionRequestCache cache, LocaleResolver languages, Clock clock) {
		this.newCsrfToken = new CsrfAuthenticationStrategy(tokens);
		this.cache = cache;
		this.languages = languages;
		this.clock = clock;
	}

	/**
	 * Begins the session, under a new id and with a new token against forged requests.
	 * @return where to go: what was asked for before the login, else home
	 */
	String begin(AccountDetails account, HttpServletRequest request, HttpServletResponse response) {
		SavedRequest asked = cache.getRequest(request, response);
		cache.removeRequest(request, response);
		Authentication login = UsernamePasswordAuthenticationToken
			.authenticated(new StaffPrincipal(account.id(), account.name(), null, null), null, List.of());
		HttpSession session = request.getSession();
		newSessionId.onAuthentication(login, request, response);
		newCsrfToken.onAuthentication(login, request, response);
		session.removeAttribute(WAITING);
		session.setMaxInactiveInterval((int) LASTS.toSeconds());
		session.setAttribute(Sessions.AGENT, agent(request));
		session.setAttribute(Sessions.ADDRESS, request.getRemoteAddr());
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(login);
		SecurityContextHolder.setContext(context);
		contexts.saveContext(context, request, response);
		languages.setLocale(request, response, Locale.forLanguageTag(account.language()));
		return (asked != null) ? asked.getRedirectUrl() : "/";
	}

	/** The password was right; the code of the second factor is still to come. */
	void waitForCode(AccountDetails account, HttpServletRequest request) {
		HttpSession session = request.getSession();
		request.changeSessionId();
		session.setAttribute(WAITING, account.id().toString() + " " + clock.instant().plus(CODE_WAITS).toEpochMilli());
	}

	/** Who is still to give a code; null for nobody, and for who has waited too long. */
	@Nullable UUID waiting(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(WAITING) instanceof String waiting)) {
			return null;
		}
		int end = waiting.indexOf(' ');
		return (clock.millis() < Long.parseLong(waiting.substring(end + 1)))
				? UUID.fromString(waiting.substring(0, end)) : null;
	}

	/** Whose session it is; null before a login. */
	static @Nullable UUID account() {
		Authentication login = SecurityContextHolder.getContext().getAuthentication();
		return (login != null && login.getPrincipal() instanceof StaffPrincipal principal) ? principal.accountId()
				: null;
	}

	/** Browser and system in a few words, as far as the browser tells. */
	private static String agent(HttpServletRequest request) {
		String agent = String.valueOf(request.getHeader("User-Agent"));
		return first(agent, "Edg", "Edge", "OPR", "Opera", "MicroMessenger", "WeChat", "Firefox", "Firefox", "Chrome",
				"Chrome", "Safari", "Safari") + " · "
				+ first(agent, "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows",
						"Mac OS X", "macOS", "Linux", "Linux");
	}

	private static String first(String agent, String... signsAndNames) {
		for (int i = 0; i < signsAndNames.length; i += 2) {
			if (agent.contains(signsAndNames[i])) {
				return signsAndNames[i + 1];
			}
		}
		return "?";
	}

}
