package io.guildhall.shared.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.ConfigurablePropertyAccessor;
import org.springframework.beans.InvalidPropertyException;
import org.springframework.beans.MutablePropertyValues;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.core.convert.ConversionService;
import org.springframework.validation.AbstractPropertyBindingResult;
import org.springframework.validation.DataBinder;
import org.springframework.validation.MessageCodesResolver;
import org.springframework.web.bind.ServletRequestDataBinder;
import org.springframework.web.bind.support.WebBindingInitializer;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.InvocableHandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ServletRequestDataBinderFactory;
import org.springframework.web.servlet.support.ExtendedServletRequestDataBinder;

/**
 * Forms that are records keep their form where a value is of the wrong type. Spring makes
 * the errors of such a form before there is a form, and these errors know of none ever
 * after: the page would find nothing in its model, and no rule could add an error. Here
 * the errors ask for the form when they need it, and see the one that was made with what
 * did fit.
 */
class FormBinding implements WebMvcRegistrations {

	/** There can be one who says so; forms have nothing to do with it. */
	@Override
	public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
		return new NearMappings();
	}

	@Override
	public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
		return new RequestMappingHandlerAdapter() {
			@Override
			protected ServletRequestDataBinderFactory createDataBinderFactory(List<InvocableHandlerMethod> binders) {
				return new FormBinderFactory(binders, getWebBindingInitializer());
			}
		};
	}

	private static final class FormBinderFactory extends ServletRequestDataBinderFactory {

		FormBinderFactory(List<InvocableHandlerMethod> binders, @Nullable WebBindingInitializer initializer) {
			super(binders, initializer);
		}

		@Override
		protected ServletRequestDataBinder createBinderInstance(@Nullable Object target, String name,
				NativeWebRequest request) {
			return new FormBinder(target, name);
		}

	}

	private static final class FormBinder extends ExtendedServletRequestDataBinder {

		FormBinder(@Nullable Object target, String name) {
			super(target, name);
		}

		@Override
		protected AbstractPropertyBindingResult createBeanPropertyBindingResult() {
			// A form that is there from the start (or is filled by its setters) needs
			// nothing of this.
			if (getTarget() != null) {
				return super.createBeanPropertyBindingResult();
			}
			FormErrors errors = new FormErrors(this, super.createBeanPropertyBindingResult().getMessageCodesResolver());
			ConversionService conversion = getConversionService();
			if (conversion != null) {
				errors.initConversion(conversion);
			}
			return errors;
		}

		/**
		 * A record is whole once it is made, and Spring's search for setters finds none.
		 * A name that leads nowhere, as the x of the first item of a number, would be an
		 * error of the application there; it means nothing, like any other name that no
		 * form knows.
		 */
		@Override
		protected void applyPropertyValues(MutablePropertyValues values) {
			try {
				super.applyPropertyValues(values);
			}
			catch (InvalidPropertyException nowhere) {
				Object form = getTarget();
				if (form == null || !form.getClass().isRecord()) {
					throw nowhere;
				}
			}
		}

	}

	/** The errors of a form that comes after them. */
	private static final class FormErrors extends AbstractPropertyBindingResult {

		private static final long serialVersionUID = 1L;

		private final transient DataBinder binder;

		private transient @Nullable ConfigurablePropertyAccessor accessor;

		FormErrors(DataBinder binder, MessageCodesResolver codes) {
			super(binder.getObjectName());
			this.binder = binder;
			setMessageCodesResolver(codes);
		}

		@Override
		public @Nullable Object getTarget() {
			return binder.getTarget();
		}

		@Override
		public ConfigurablePropertyAccessor getPropertyAccessor() {
			ConfigurablePropertyAccessor known = accessor;
			if (known == null) {
				Object form = getTarget();
				if (form == null) {
					throw new IllegalStateException("There is no form " + getObjectName());
				}
				known = PropertyAccessorFactory.forBeanPropertyAccess(form);
				accessor = known;
			}
			return known;
		}

	}

}
