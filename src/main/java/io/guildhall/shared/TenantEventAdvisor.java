package io.guildhall.shared;

import java.util.Optional;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Sets the tenant of an event before the listener's transaction opens a session; the
 * listener works as the house itself. An advisor rather than an aspect: AspectJ would
 * look at every bean.
 */
@Component
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class TenantEventAdvisor extends DefaultPointcutAdvisor {

	TenantEventAdvisor(ObjectProvider<OnBehalf> onBehalf) {
		super(AnnotationMatchingPointcut.forMethodAnnotation(ApplicationModuleListener.class), new AsOwner(onBehalf));
		setOrder(Ordered.HIGHEST_PRECEDENCE);
	}

	private record AsOwner(ObjectProvider<OnBehalf> onBehalf) implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation listener) throws Throwable {
			if (listener.getArguments()[0] instanceof TenantEvent event) {
				return onBehalf.getObject()
					.ofSystem(event.organizationId(), () -> Optional.ofNullable(listener.proceed()))
					.orElse(null);
			}
			return listener.proceed();
		}

	}

}
