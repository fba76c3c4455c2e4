package io.guildhall.staff;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodClassKey;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.method.PreAuthorizeAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.core.annotation.SecurityAnnotationScanner;
import org.springframework.security.core.annotation.SecurityAnnotationScanners;

/**
 * Asks what {@link io.guildhall.shared.May} asks for without an expression: nearly all
 * that stands on our methods is {@code hasAuthority('…')}, for which Spring would build a
 * language around each call, and ask the same manager of authorities in the end. What
 * says anything else is Spring's to evaluate.
 */
final class AskedPermissions implements AuthorizationManager<MethodInvocation> {

	private static final Pattern AUTHORITY = Pattern.compile("hasAuthority\\('(\\w+)'\\)");

	// Without them {value} in the annotation stands for nothing.
	private final AnnotationTemplateExpressionDefaults templates = new AnnotationTemplateExpressionDefaults();

	private final SecurityAnnotationScanner<PreAuthorize> annotations = SecurityAnnotationScanners
		.requireUnique(PreAuthorize.class, templates);

	private final PreAuthorizeAuthorizationManager springs = new PreAuthorizeAuthorizationManager();

	private final Map<MethodClassKey, AuthorizationManager<MethodInvocation>> known = new ConcurrentHashMap<>();

	AskedPermissions() {
		springs.setTemplateDefaults(templates);
	}

	@Override
	public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> who,
			MethodInvocation call) {
		Object target = call.getThis();
		Class<?> type = (target != null) ? target.getClass() : call.getMethod().getDeclaringClass();
		return known.computeIfAbsent(new MethodClassKey(call.getMethod(), type), key -> of(call, type))
			.authorize(who, call);
	}

	private AuthorizationManager<MethodInvocation> of(MethodInvocation call, Class<?> type) {
		PreAuthorize asked = annotations.scan(call.getMethod(), type);
		Matcher plain = AUTHORITY.matcher((asked != null) ? asked.value() : "");
		return plain.matches() ? AuthorityAuthorizationManager.hasAuthority(plain.group(1)) : springs;
	}

}
