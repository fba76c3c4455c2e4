package io.guildhall.staff.web;

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
import io.guildhall.staff.StaffPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

/** Begins the session of somebody who has proven who they are. */
@Component
class Logins {

	private static final Duration LASTS = Duration.ofDays(7);

	private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

	private final SessionAuthenticationStrategy newSessionId = new ChangeSessionIdAuthenticationStrategy();

	private final SessionAuthenticationStrategy newCsrfToken;

	private final HttpSessionRequestCache cache;

	private final LocaleResolver languages;

	Logins(CsrfTokenRepository tokens, HttpSessionRequestCache cache, LocaleResolver languages) {
		this.newCsrfToken = new CsrfAuthenticationStrategy(tokens);
		this.cache = cache;
		this.languages = languages;
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
		session.setMaxInactiveInterval((int) LASTS.toSeconds());
		session.setAttribute(SessionFacts.AGENT, SessionFacts.agent(request));
		session.setAttribute(SessionFacts.ADDRESS, request.getRemoteAddr());
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(login);
		SecurityContextHolder.setContext(context);
		contexts.saveContext(context, request, response);
		languages.setLocale(request, response, Locale.forLanguageTag(account.language()));
		return (asked != null) ? asked.getRedirectUrl() : "/";
	}

	/** Whose session it is; null before a login. */
	static @Nullable UUID account() {
		Authentication login = SecurityContextHolder.getContext().getAuthentication();
		return (login != null && login.getPrincipal() instanceof StaffPrincipal principal) ? principal.accountId()
				: null;
	}

}
