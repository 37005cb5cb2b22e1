/// Who somebody is: the credentials file, password hashes, and the decision to let a client in.
@org.jspecify.annotations.NullMarked
package io.lockward.broker.credential;
