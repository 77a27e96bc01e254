/** Every style sheet of the first page, in the order in which they may override each other. */
import './fonts.css';
import './mantine.css';
import './tokens.css';
import './global.css';
