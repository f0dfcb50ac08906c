package dev.switchboard.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A family of wishes: one of a type nobody knows must not pass in silence, as news of an unknown type may. A record
 * without a type is taken for the named member, so that the common wish is short to write.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MustUnderstand {

    Class<? extends Event> withoutType();
}
